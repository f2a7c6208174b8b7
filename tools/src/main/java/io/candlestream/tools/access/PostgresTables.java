package io.candlestream.tools.access;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * The tables of a schema.
 *
 * @param connection stays the caller's to close; it commits nothing by itself, else rows would not come a page at a time
 */
public record PostgresTables(Connection connection, String schema) implements StoredTables {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * A connection that takes names without a schema for those of the tables; reads come a page at a time.
     *
     * @throws FatalException when nobody answers or the login is refused
     */
    public static Connection connect(Settings settings) throws SQLException {
        Connection connection = PostgresAddress.of(settings, "postgres.", "candlestream-tools")
                .answeringWithin(PATIENCE)
                .connect(key -> "CANDLESTREAM_POSTGRES_" + key.toUpperCase(Locale.ROOT));
        connection.setSchema(settings.text("postgres.schema"));
        connection.setAutoCommit(false);
        return connection;
    }

    /** A value as a person reads it: times in UTC, numbers without an exponent, nothing for null. */
    public static String text(ResultSet row, int column) throws SQLException {
        boolean time = row.getMetaData().getColumnTypeName(column).equals("timestamptz");
        Object value = row.getObject(column);
        if (time && value instanceof Timestamp moment) {
            return moment.toInstant().toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value, "");
    }

    @Override
    public String named(String table) {
        return quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public boolean has(String table) {
        return rows("SELECT to_regclass(?)::text AS found", 1, named(table))
                        .iterator()
                        .next()
                        .text("found")
                != null;
    }

    @Override
    public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
        try {
            PreparedStatement statement = connection.prepareStatement(query);
            statement.closeOnCompletion();
            statement.setFetchSize(pageRows);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Instant time ? moment(time) : values[i]);
            }
            Iterator<StoredRow> rows = new Rows(statement.executeQuery());
            return () -> rows;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** What is beyond all calendars is infinity. */
    private static OffsetDateTime moment(Instant time) {
        return time.isAfter(LAST) ? OffsetDateTime.MAX : time.atOffset(ZoneOffset.UTC);
    }

    private static FatalException unreadable(SQLException cause) {
        return new FatalException("Cannot read the table: " + PostgresErrors.describe(cause), cause);
    }

    /** From key to key by the index: one of each is read, however many years the table holds. */
    @Override
    public String newest(String columns, String named, String key, String order) {
        return "WITH RECURSIVE keys AS (SELECT min(" + key + ") AS one FROM " + named
                + " UNION ALL SELECT (SELECT min(" + key + ") FROM " + named + " WHERE " + key + " > one)"
                + " FROM keys WHERE one IS NOT NULL) SELECT " + columns
                + " FROM (SELECT newest.* FROM keys CROSS JOIN LATERAL (SELECT * FROM " + named + " WHERE " + key
                + " = one ORDER BY " + order + " DESC LIMIT 1) AS newest) AS each";
    }

    @Override
    public String filtering() {
        return "";
    }

    /** Ends with its result, which it closes. */
    private static final class Rows implements Iterator<StoredRow> {
        private final ResultSet result;
        private boolean more;

        Rows(ResultSet result) throws SQLException {
            this.result = result;
            step();
        }

        private void step() throws SQLException {
            more = result.next();
            if (!more) {
                result.close();
            }
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public StoredRow next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            try {
                StoredRow row = PostgresRow.of(result);
                step();
                return row;
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }
    }
}
