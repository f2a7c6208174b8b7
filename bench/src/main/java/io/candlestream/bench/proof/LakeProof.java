package io.candlestream.bench.proof;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the files of a lake's table for their digest, by DuckDB; it is that of the same rows in Cassandra. */
public final class LakeProof {
    private static final String ID = "id";

    private LakeProof() {}

    /**
     * The digest of all rows of the Parquet files below {@code data}.
     *
     * @param stored whose columns are proved, and whose version
     * @param exact whether the digest is of decimals, and not of the doubles that they are nearest to
     */
    public static TableDigest digest(Path data, StoredTable stored, boolean exact) {
        String names = stored.columns().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        TableDigest digest = TableDigest.EMPTY;
        RowBytes bytes = new RowBytes();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + names + ", version FROM read_parquet('" + data
                        + "/**/*.parquet', hive_partitioning = false)")) {
            while (rows.next()) {
                for (int i = 1; i <= stored.columns().size(); i++) {
                    add(rows.getObject(i), stored.columns().get(i - 1), exact, bytes);
                }
                long written = rows.getLong(stored.columns().size() + 1);
                digest = digest.with(bytes.add(stored.version().of(since(rows, stored), written))
                        .hash());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the files below " + data, e);
        }
        return digest;
    }

    private static long since(ResultSet row, StoredTable stored) throws SQLException {
        int time = stored.columns().indexOf(stored.version().since()) + 1;
        return time == 0 ? 0 : 1000 * millis(row.getObject(time));
    }

    private static long millis(Object time) {
        return ((OffsetDateTime) time).toInstant().toEpochMilli();
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
        } else if (value instanceof OffsetDateTime) {
            bytes.add(millis(value));
        } else if (value instanceof Integer number) {
            bytes.add(number.intValue());
        } else if (value instanceof Long number) {
            bytes.add(number.longValue());
        } else if (value instanceof Boolean flag) {
            bytes.add(new byte[] {(byte) (flag ? 1 : 0)});
        } else if (column.equals(ID)) {
            UUID id = UUID.fromString(value.toString());
            bytes.add(ByteBuffer.allocate(16)
                    .putLong(0, id.getMostSignificantBits())
                    .putLong(8, id.getLeastSignificantBits()));
        } else {
            bytes.add(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
