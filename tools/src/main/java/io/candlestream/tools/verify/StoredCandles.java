package io.candlestream.tools.verify;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.schema.CandleTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The table of the candles, read page by page. */
final class StoredCandles {
    private static final int PAGE_ROWS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ConsistencyLevel CONSISTENCY = DefaultConsistencyLevel.LOCAL_QUORUM;

    private final CqlSession session;
    private final String table;

    StoredCandles(CqlSession session, String keyspace, String table) {
        this.session = session;
        this.table = CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                + CqlIdentifier.fromInternal(table).asCql(true);
    }

    /** Every asset of the table with the symbol of its newest row, by asset. */
    List<AssetSymbol> subjects() {
        List<AssetSymbol> subjects = new ArrayList<>();
        for (Row row : rows("SELECT asset_name, symbol FROM " + table + " PER PARTITION LIMIT 1", PAGE_ROWS)) {
            String asset = Objects.requireNonNull(row.getString("asset_name"));
            subjects.add(new AssetSymbol(asset, Objects.requireNonNullElse(row.getString("symbol"), "")));
        }
        subjects.sort(Comparator.comparing(AssetSymbol::asset));
        return subjects;
    }

    /** From the first to the last closed row of {@code asset}; empty when it has none. */
    Optional<TimeRange> closed(String asset) {
        return firstClosed(asset, "ASC")
                .flatMap(first -> firstClosed(asset, "DESC").map(last -> new TimeRange(first, last)));
    }

    private Optional<Long> firstClosed(String asset, String order) {
        String query =
                "SELECT timestamp, is_closed FROM " + table + " WHERE asset_name = ? ORDER BY timestamp " + order;
        return StreamSupport.stream(rows(query, PAGE_ROWS / 10, asset).spliterator(), false)
                .filter(row -> row.getBoolean("is_closed"))
                .map(StoredCandles::openTime)
                .findFirst();
    }

    /** The rows of {@code asset} in the range with all their columns, oldest first. */
    Iterator<Row> rows(String asset, TimeRange range) {
        return rows(
                        "SELECT * FROM " + table
                                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp <= ? ORDER BY timestamp ASC",
                        PAGE_ROWS,
                        asset,
                        Instant.ofEpochMilli(range.first()),
                        Instant.ofEpochMilli(range.last()))
                .iterator();
    }

    /** The rows of {@code asset} behind {@code last} that open long after they were collected, oldest first. */
    List<Row> future(String asset, long last) {
        return StreamSupport.stream(
                        rows(
                                        "SELECT * FROM " + table
                                                + " WHERE asset_name = ? AND timestamp > ? ORDER BY timestamp ASC",
                                        PAGE_ROWS / 10,
                                        asset,
                                        Instant.ofEpochMilli(last))
                                .spliterator(),
                        false)
                .filter(StoredCandles::isFromTheFuture)
                .toList();
    }

    /** A row that somebody else wrote, without a time of collecting, was collected by now. */
    static boolean isFromTheFuture(Row row) {
        Instant collected = Optional.ofNullable(row.getInstant("collected_at")).orElseGet(Instant::now);
        return CandleTimes.isFromTheFuture(openTime(row), collected.toEpochMilli());
    }

    /** The open time of a row, epoch milliseconds. */
    static long openTime(Row row) {
        return Objects.requireNonNull(row.getInstant("timestamp")).toEpochMilli();
    }

    private Iterable<Row> rows(String query, int pageRows, Object... values) {
        return session.execute(SimpleStatement.newInstance(query, values)
                .setPageSize(pageRows)
                .setConsistencyLevel(CONSISTENCY)
                .setTimeout(PATIENCE));
    }
}
