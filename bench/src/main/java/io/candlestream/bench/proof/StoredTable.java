package io.candlestream.bench.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the rows of a table are read for their digest.
 *
 * @param columns those that are proved, in this order; the write time follows
 * @param partitionKey its columns, separated by commas
 * @param written the column whose write time is proved
 * @param exact whether the digest is of decimals, and not of the doubles that they are nearest to
 * @param version what of it
 */
public record StoredTable(List<String> columns, String partitionKey, String written, boolean exact, Version version) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE_ROWS = 5000;

    /**
     * What of a row's write time can be told without the consumer: what is left of it above its lowest bits, which hold a hash.
     *
     * @param since the column whose time is taken off first; empty for none
     * @param divisor of what is left, both in microseconds
     */
    public record Version(String since, long divisor) {
        long of(long sinceMicros, long writeTime) {
            return Math.floorDiv(writeTime - sinceMicros, divisor);
        }
    }

    /** The digest of all rows of {@code table}, such as {@code assets.assets}; both halves of the ring are read side by side. */
    public TableDigest digest(CqlSession session, String table) {
        String query = "SELECT " + names() + ", WRITETIME(" + written + ") FROM " + table + " WHERE token("
                + partitionKey + ")";
        return List.of(" <= 0", " > 0").parallelStream()
                .map(half -> digestOf(session, query + half))
                .reduce(TableDigest.EMPTY, TableDigest::plus);
    }

    /** The columns as a query has them. */
    String names() {
        return columns.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }

    private TableDigest digestOf(CqlSession session, String query) {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes bytes = new RowBytes();
        SimpleStatement select =
                SimpleStatement.newInstance(query).setTimeout(PATIENCE).setPageSize(PAGE_ROWS);
        for (Row row : session.execute(select)) {
            int writeTime = row.size() - 1;
            for (int i = 0; i < writeTime; i++) {
                add(row, i, bytes);
            }
            digest = digest.with(
                    bytes.add(version.of(since(row), row.getLong(writeTime))).hash());
        }
        return digest;
    }

    private long since(Row row) {
        Instant time = version.since().isEmpty() ? Instant.EPOCH : row.getInstant(version.since());
        return time == null ? 0 : 1000 * time.toEpochMilli();
    }

    private static void add(Row row, int column, RowBytes bytes) {
        ByteBuffer value = row.getBytesUnsafe(column);
        if (value == null) {
            bytes.addAbsent();
        } else if (row.getType(column).equals(DataTypes.DECIMAL)) {
            bytes.add(row.getBigDecimal(column));
        } else {
            bytes.add(value);
        }
    }
}
