package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings many rows of the past into a stream's table, by the statements of the sink: those of an asset and time of which nothing is
 * stored by COPY into the table itself, others as the sink writes them.
 */
public final class PostgresLoad<R extends Row> {
    private static final String PROGRAM = "candlestream-history";
    private static final String ID = "SELECT (SELECT system_identifier FROM pg_control_system()) || '-'"
            + " || (SELECT oid FROM pg_database WHERE datname = current_database()) || '-' || to_regclass(?)::oid";

    private final PostgresAddress address;
    private final RowLayout<R> layout;
    private final Upsert<R> upsert;
    private final String id;
    private final Optional<LoadRevisions<R, ?>> revisions;

    private PostgresLoad(
            PostgresAddress address,
            RowLayout<R> layout,
            Upsert<R> upsert,
            String id,
            Optional<LoadRevisions<R, ?>> revisions) {
        this.address = address;
        this.layout = layout;
        this.upsert = upsert;
        this.id = id;
        this.revisions = revisions;
    }

    /**
     * Looks at the table of the sink whose block of settings this is.
     *
     * @param layout of rows whose key is a name and a time
     * @param revisions what stays of rows that change, empty for nothing
     * @throws FatalException when the server does not answer, or a table is missing or wrong
     */
    public static <R extends Row> PostgresLoad<R> of(
            Settings block, RowLayout<R> layout, Optional<? extends Revisions<R, ?>> revisions) {
        PostgresAddress address = SinkAddress.of(block, PROGRAM);
        TableName table = TableName.of(block.text("schema"), layout);
        try (Connection connection = connect(address)) {
            new PostgresTableCheck(table, layout).check(connection);
            Optional<LoadRevisions<R, ?>> kept = Optional.empty();
            if (revisions.isPresent()) {
                kept = LoadRevisions.of(connection, address, table, layout, revisions.get());
            }
            return new PostgresLoad<>(address, layout, new Upsert<>(table, layout), id(connection, table), kept);
        } catch (SQLException e) {
            throw failed(table, e);
        } catch (UnavailableException e) {
            throw new FatalException("Cannot load into PostgreSQL table " + table + ": " + e.getMessage(), e);
        }
    }

    private static Connection connect(PostgresAddress address) {
        return address.connect(key -> "CANDLESTREAM_POSTGRES_" + key.toUpperCase(Locale.ROOT));
    }

    private static String id(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ID)) {
            select.setString(1, table.sql());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static FatalException failed(TableName table, SQLException e) {
        return new FatalException("Cannot load into PostgreSQL table " + table + ": " + PostgresErrors.describe(e), e);
    }

    /** Of server, database and table: another one that is made under its name has another. */
    public String id() {
        return id;
    }

    /** Its name, without the schema. */
    public String table() {
        return layout.table();
    }

    /**
     * What stands in a column of text in the newest stored row of each of some partition keys; nothing of those without a row, or without a
     * value.
     *
     * @param keys of a partition key that is one text
     */
    public Set<String> newest(String column, Collection<String> keys) {
        String select = "SELECT DISTINCT (SELECT " + TableName.quoted(column) + " FROM "
                + upsert.table().sql() + " WHERE " + TableName.quoted(layout.partitionKey()) + " = wanted.key ORDER BY "
                + TableName.quoted(layout.clusteringKey()) + " DESC LIMIT 1) FROM unnest(?) AS wanted(key)";
        Set<String> found = new TreeSet<>();
        try (Connection connection = connect(address);
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Optional.ofNullable(rows.getString(1)).ifPresent(found::add);
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed(upsert.table(), e);
        }
    }

    /**
     * Connects, and begins a transaction.
     *
     * @param from no row has an earlier time, epoch milliseconds
     * @param to each has an earlier one
     */
    public Transaction begin(long from, long to) {
        try {
            PostgresSession session = PostgresSession.open(address);
            try {
                if (revisions.isPresent()) {
                    revisions.get().prepare(session);
                }
                session.begin(upsert, from, to);
                return new Transaction(session);
            } catch (SQLException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(upsert.table(), e);
        }
    }

    /** Rows that are all stored once it is committed, and none of them before. For one thread. */
    public final class Transaction implements AutoCloseable {
        private final PostgresSession session;

        private Transaction(PostgresSession session) {
            this.session = session;
        }

        /** @param rows of one partition key, in order; all are in memory */
        public void write(List<R> rows) {
            try {
                if (revisions.isPresent()) {
                    revisions.get().leave(session, upsert, rows);
                }
                session.add(upsert, rows);
            } catch (SQLException e) {
                throw failed(upsert.table(), e);
            }
        }

        /** All of them are stored when this returns. */
        public void commit() {
            try {
                session.commit();
            } catch (SQLException e) {
                throw failed(upsert.table(), e);
            }
        }

        /** What was not committed is not stored. */
        @Override
        public void close() {
            try {
                session.close();
            } catch (SQLException e) {
                // It is gone either way.
            }
        }
    }
}
