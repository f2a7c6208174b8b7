package io.candlestream.bench.proof;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads a table by SQL for its digest, which is that of the same rows in Cassandra. */
public final class SqlRows {
    private static final int PAGE_ROWS = 10_000;
    private static final String ID = "id";

    private SqlRows() {}

    /**
     * The digest of all rows of {@code table} in PostgreSQL.
     *
     * @param stored whose columns are proved, and whose version
     */
    public static TableDigest inPostgres(Connection connection, String table, StoredTable stored) {
        try {
            connection.setAutoCommit(false); // or the driver would fetch the whole table at once
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(PAGE_ROWS);
                return digest(statement, table, stored);
            } finally {
                connection.commit();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + table, e);
        }
    }

    /** The digest of all rows of the Parquet files below {@code data}, a lake's table, by DuckDB. */
    public static TableDigest inFiles(Path data, StoredTable stored) {
        String files = "read_parquet('" + data + "/**/*.parquet', hive_partitioning = false)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            return digest(statement, files, stored);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the files below " + data, e);
        }
    }

    private static TableDigest digest(Statement statement, String table, StoredTable stored) throws SQLException {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes bytes = new RowBytes();
        try (ResultSet rows = statement.executeQuery("SELECT " + stored.names() + ", version FROM " + table)) {
            while (rows.next()) {
                digest = digest.with(hash(rows, stored, bytes));
            }
        }
        return digest;
    }

    private static long hash(ResultSet row, StoredTable stored, RowBytes bytes) throws SQLException {
        int columns = stored.columns().size();
        for (int i = 1; i <= columns; i++) {
            add(row.getObject(i), stored.columns().get(i - 1), stored.exact(), bytes);
        }
        int time = stored.columns().indexOf(stored.version().since()) + 1;
        long since = time == 0 ? 0 : 1000 * millis(row.getObject(time));
        return bytes.add(stored.version().of(since, row.getLong(columns + 1))).hash();
    }

    /** PostgreSQL's driver has a type of its own for a time. */
    private static long millis(Object time) {
        return time instanceof Timestamp stamp
                ? stamp.getTime()
                : ((OffsetDateTime) time).toInstant().toEpochMilli();
    }

    private static void add(Object value, String column, boolean exact, RowBytes bytes) {
        if (value == null) {
            bytes.addAbsent();
        } else if (value instanceof BigDecimal number) {
            if (exact) {
                bytes.add(number);
            } else {
                bytes.add(number.doubleValue());
            }
        } else if (value instanceof Timestamp || value instanceof OffsetDateTime) {
            bytes.add(millis(value));
        } else if (value instanceof Integer number) {
            bytes.add(number.intValue());
        } else if (value instanceof Long number) {
            bytes.add(number.longValue());
        } else if (value instanceof Boolean flag) {
            bytes.add(flag.booleanValue());
        } else if (column.equals(ID)) {
            bytes.add(UUID.fromString(value.toString()));
        } else if (value instanceof String text) {
            bytes.add(text);
        } else {
            throw new IllegalStateException("No way to read a column of type " + value.getClass());
        }
    }
}
