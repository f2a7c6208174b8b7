package io.candlestream.bench.proof;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The rows that a table really holds. */
public final class StoredRows {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE_ROWS = 5000;
    /** Below this the consumer's write times hold a hash of the values, which contenders in SQL cannot compute. */
    static final long HASHED = 1000;

    /** Both halves of the ring, read side by side. */
    private static final List<String> HALVES = List.of("token(asset_name) <= 0", "token(asset_name) > 0");

    private StoredRows() {}

    /** Reads all of {@code table}, such as {@code assets.assets}. */
    public static TableDigest digest(CqlSession session, String table) {
        return HALVES.parallelStream()
                .map(half -> digestOf(session, "SELECT " + columns() + " FROM " + table + " WHERE " + half))
                .reduce(TableDigest.EMPTY, TableDigest::plus);
    }

    private static String columns() {
        return ExpectedRows.COLUMNS.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                + ", WRITETIME(close)";
    }

    private static TableDigest digestOf(CqlSession session, String query) {
        TableDigest digest = TableDigest.EMPTY;
        RowBytes bytes = new RowBytes();
        SimpleStatement select =
                SimpleStatement.newInstance(query).setTimeout(PATIENCE).setPageSize(PAGE_ROWS);
        for (Row row : session.execute(select)) {
            int writeTime = row.size() - 1;
            for (int i = 0; i < writeTime; i++) {
                ByteBuffer value = row.getBytesUnsafe(i);
                if (value == null) {
                    bytes.addAbsent();
                } else {
                    bytes.add(value);
                }
            }
            digest = digest.with(bytes.add(row.getLong(writeTime) / HASHED).hash());
        }
        return digest;
    }
}
