package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.postgres.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A connection with the temporary tables and the prepared statements that it keeps for the next task; for one thread at a time. After
 * a failure it is of no use but to be closed, which ends its transaction.
 */
final class PostgresSession implements AutoCloseable {
    /** After so many bytes they are sent. */
    private static final int SEND = 1 << 16;

    private final Connection connection;
    private final CopyBuffer buffer = new CopyBuffer();
    private final Map<TableName, Prepared> tables = new HashMap<>();

    private record Prepared(PreparedStatement identity, PreparedStatement insert, TablePartitions partitions) {}

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    static PostgresSession open(PostgresAddress address) throws SQLException {
        Connection connection = address.connect();
        try {
            connection.setAutoCommit(false);
            return new PostgresSession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Makes partitions ahead and drops old ones, as {@code postgres/schema.sql} says. */
    void tend(String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + TableName.quoted(schema) + ".tend()");
        }
        connection.commit();
    }

    /**
     * Writes {@code rows} in one transaction, which is committed when this returns.
     *
     * @param identity empty where no batch can come again
     * @param rows those of one partition key side by side
     * @return whether they were written; false when the same task of the same batch had written them before
     */
    <R extends Row> boolean write(Upsert<R> upsert, Optional<BatchIdentity> identity, List<R> rows)
            throws SQLException {
        Prepared table = prepared(upsert);
        List<R> kept = table.partitions().kept(upsert, rows);
        if (identity.isPresent() && !isNew(table.identity(), upsert.table(), identity.get())) {
            connection.rollback();
            return false;
        }
        copy(upsert, kept);
        table.insert().executeUpdate();
        connection.commit();
        return true;
    }

    private <R extends Row> Prepared prepared(Upsert<R> upsert) throws SQLException {
        Prepared known = tables.get(upsert.table());
        if (known != null) {
            return known;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(upsert.makeStage());
        }
        TablePartitions partitions = TablePartitions.of(connection, upsert.table());
        connection.commit();
        Prepared table = new Prepared(
                connection.prepareStatement(upsert.identity()),
                connection.prepareStatement(upsert.insert()),
                partitions);
        tables.put(upsert.table(), table);
        return table;
    }

    private static boolean isNew(PreparedStatement insert, TableName table, BatchIdentity identity)
            throws SQLException {
        insert.setObject(1, identity.batch().query());
        insert.setLong(2, identity.batch().id());
        insert.setString(3, table.table());
        insert.setString(4, identity.hash());
        return insert.executeUpdate() == 1;
    }

    private <R extends Row> void copy(Upsert<R> upsert, List<R> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(upsert.copy());
        buffer.begin();
        for (R row : rows) {
            buffer.row(upsert.columns().size());
            for (CopyColumn<R> column : upsert.columns()) {
                column.encoder().accept(row, buffer);
            }
            if (buffer.size() >= SEND) {
                copy.writeToCopy(buffer.bytes(), 0, buffer.size());
                buffer.clear();
            }
        }
        buffer.end();
        copy.writeToCopy(buffer.bytes(), 0, buffer.size());
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
