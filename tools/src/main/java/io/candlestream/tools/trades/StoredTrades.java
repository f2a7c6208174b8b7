package io.candlestream.tools.trades;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The tables of the trades and of the candles that they make, read page by page. */
final class StoredTrades {
    private static final int PAGE_ROWS = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ConsistencyLevel CONSISTENCY = DefaultConsistencyLevel.LOCAL_QUORUM;

    private final CqlSession session;
    private final String trades;
    private final String candles;

    StoredTrades(CqlSession session, String keyspace, String trades, String candles) {
        this.session = session;
        this.trades = named(keyspace, trades);
        this.candles = named(keyspace, candles);
    }

    private static String named(String keyspace, String table) {
        return CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                + CqlIdentifier.fromInternal(table).asCql(true);
    }

    /** The hours of every symbol, in epoch milliseconds. */
    Map<String, NavigableSet<Long>> hours() {
        Map<String, NavigableSet<Long>> hours = new TreeMap<>();
        rows("SELECT DISTINCT symbol, hour FROM " + trades)
                .forEach(row -> hours.computeIfAbsent(row.getString("symbol"), symbol -> new TreeSet<>())
                        .add(milli(row, "hour")));
        return hours;
    }

    /** Hands on the trades of {@code symbol} in the hour, in the order of their ids. */
    void read(String symbol, long hour, Consumer<StoredTrade> reader) {
        rows(
                        "SELECT * FROM " + trades + " WHERE symbol = ? AND hour = ? ORDER BY trade_id ASC",
                        symbol,
                        Instant.ofEpochMilli(hour))
                .map(StoredTrade::of)
                .forEach(reader);
    }

    /** The name under which the candles of {@code symbol} are stored. */
    Optional<String> asset(String symbol) {
        return rows("SELECT asset_name, symbol FROM " + candles + " PER PARTITION LIMIT 1")
                .filter(row -> symbol.equals(row.getString("symbol")))
                .map(row -> Objects.requireNonNull(row.getString("asset_name")))
                .findFirst();
    }

    /** The closed candle of {@code asset} that opens then, epoch milliseconds. */
    Optional<Row> candle(String asset, long openTime) {
        return rows(
                        "SELECT * FROM " + candles + " WHERE asset_name = ? AND timestamp = ?",
                        asset,
                        Instant.ofEpochMilli(openTime))
                .filter(row -> row.getBoolean("is_closed"))
                .findFirst();
    }

    private Stream<Row> rows(String query, Object... values) {
        return StreamSupport.stream(
                session.execute(SimpleStatement.newInstance(query, values)
                                .setPageSize(PAGE_ROWS)
                                .setConsistencyLevel(CONSISTENCY)
                                .setTimeout(PATIENCE))
                        .spliterator(),
                false);
    }

    private static long milli(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column)).toEpochMilli();
    }
}
