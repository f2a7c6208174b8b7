package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.postgres.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
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

    private static final String UNIQUE_VIOLATION = "23505";

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
        copy(upsert, upsert.copy(), kept);
        table.insert().executeUpdate();
        connection.commit();
        return true;
    }

    /** Begins a transaction of which {@link #add} is a part: makes what must not be made within it. */
    void begin(Upsert<?> upsert, long from, long to) throws SQLException {
        prepared(upsert).partitions().make(from, to);
    }

    /**
     * Writes {@code rows} in the open transaction: at once where the table has none between the first and the last of them.
     *
     * @param rows of one partition key, in order
     */
    <R extends Row> void add(Upsert<R> upsert, List<R> rows) throws SQLException {
        Prepared table = prepared(upsert);
        List<R> kept = table.partitions().kept(upsert, rows);
        if (kept.isEmpty() || (!isStored(upsert, kept) && isCopied(upsert, kept))) {
            return;
        }
        put(upsert, kept);
    }

    /** Makes what {@link #put} needs and what must not be made within a transaction. */
    void prepare(Upsert<?> upsert) throws SQLException {
        prepared(upsert);
    }

    /** Writes {@code rows} in the open transaction, of each key the newest one. */
    <R extends Row> void put(Upsert<R> upsert, List<R> rows) throws SQLException {
        copy(upsert, upsert.copy(), rows);
        prepared(upsert).insert().executeUpdate();
        try (Statement statement = connection.createStatement()) {
            statement.execute(upsert.emptyStage());
        }
    }

    /** Whether the table has a row from the first to the last of these. */
    <R extends Row> boolean isStored(Upsert<R> upsert, List<R> rows) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(upsert.isStored())) {
            select.setString(1, rows.get(0).partition());
            select.setLong(2, rows.get(0).clustering());
            select.setLong(3, rows.get(rows.size() - 1).clustering());
            try (ResultSet found = select.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    /** Whether no other program has stored one of them meanwhile. */
    private <R extends Row> boolean isCopied(Upsert<R> upsert, List<R> rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            copy(upsert, upsert.copyAtOnce(), rows);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    void commit() throws SQLException {
        connection.commit();
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

    private <R extends Row> void copy(Upsert<R> upsert, String statement, List<R> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
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
