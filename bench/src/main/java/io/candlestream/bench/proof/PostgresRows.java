package io.candlestream.bench.proof;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads a table of PostgreSQL for its digest, which is that of the same rows in Cassandra. */
public final class PostgresRows {
    private static final int PAGE_ROWS = 10_000;

    private PostgresRows() {}

    /**
     * The digest of all rows of {@code table}.
     *
     * @param stored whose columns are proved, and whose version
     * @param exact whether the digest is of decimals, and not of the doubles that they are nearest to
     */
    public static TableDigest digest(Connection connection, String table, StoredTable stored, boolean exact) {
        String names = stored.columns().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        TableDigest digest = TableDigest.EMPTY;
        RowBytes bytes = new RowBytes();
        try {
            connection.setAutoCommit(false); // or the driver would fetch the whole table at once
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(PAGE_ROWS);
                try (ResultSet rows = statement.executeQuery("SELECT " + names + ", version FROM " + table)) {
                    while (rows.next()) {
                        digest = digest.with(hash(rows, stored.columns(), stored.version(), exact, bytes));
                    }
                }
            } finally {
                connection.commit();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read " + table, e);
        }
        return digest;
    }

    private static long hash(
            ResultSet row, List<String> columns, StoredTable.Version version, boolean exact, RowBytes bytes)
            throws SQLException {
        for (int i = 1; i <= columns.size(); i++) {
            add(row, i, exact, bytes);
        }
        long written = row.getLong(columns.size() + 1);
        int time = columns.indexOf(version.since()) + 1;
        long since = time == 0 ? 0 : 1000 * millis(row, time);
        return bytes.add(version.of(since, written)).hash();
    }

    private static long millis(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }

    private static void add(ResultSet row, int column, boolean exact, RowBytes bytes) throws SQLException {
        String type = row.getMetaData().getColumnTypeName(column);
        Object value = row.getObject(column);
        if (value == null) {
            bytes.addAbsent();
            return;
        }
        switch (type) {
            case "uuid" -> {
                UUID id = (UUID) value;
                bytes.add(ByteBuffer.allocate(16)
                        .putLong(0, id.getMostSignificantBits())
                        .putLong(8, id.getLeastSignificantBits()));
            }
            case "numeric" -> {
                BigDecimal number = (BigDecimal) value;
                if (exact) {
                    bytes.add(number);
                } else {
                    bytes.add(number.doubleValue());
                }
            }
            case "timestamptz" -> bytes.add(millis(row, column));
            case "int4" -> bytes.add(row.getInt(column));
            case "int8" -> bytes.add(row.getLong(column));
            case "bool" -> bytes.add(new byte[] {(byte) (row.getBoolean(column) ? 1 : 0)});
            case "text" -> bytes.add(row.getString(column).getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalStateException("No way to read a column of type " + type);
        }
    }
}
