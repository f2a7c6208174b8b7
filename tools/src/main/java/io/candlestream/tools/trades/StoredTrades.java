package io.candlestream.tools.trades;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The tables of the trades and of the candles that they make, read page by page. */
public final class StoredTrades {
    private static final int PAGE_ROWS = 5000;

    private final StoredTables store;
    private final String trades;
    private final String candles;

    /**
     * What {@code work} makes of the tables in {@code sink} that the settings name.
     *
     * @throws io.candlestream.runtime.settings.FatalException when the store does not answer, or there is no table of trades
     */
    public static <T> T read(Settings settings, StoredSink sink, Function<StoredTrades, T> work) {
        return StoredTables.read(settings, sink, store -> work.apply(of(settings, store)));
    }

    /** The tables in {@code store} that the settings name. */
    public static StoredTrades of(Settings settings, StoredTables store) {
        return new StoredTrades(store, settings.text("cassandra.trades-table"), settings.text("cassandra.table"));
    }

    /** @param store stays the caller's to close */
    public StoredTrades(StoredTables store, String trades, String candles) {
        this.store = store;
        this.trades = store.named(trades);
        this.candles = store.named(candles);
    }

    /** With its keyspace. */
    String name() {
        return trades;
    }

    /** The hours of every symbol, in epoch milliseconds. */
    public Map<String, NavigableSet<Long>> hours() {
        Map<String, NavigableSet<Long>> hours = new TreeMap<>();
        rows("SELECT DISTINCT symbol, hour FROM " + trades)
                .forEach(row -> hours.computeIfAbsent(row.text("symbol"), symbol -> new TreeSet<>())
                        .add(milli(row, "hour")));
        return hours;
    }

    /** Hands on the trades of {@code symbol} in the hour, in the order of their ids. */
    public void read(String symbol, long hour, Consumer<StoredTrade> reader) {
        trades(symbol, hour).forEach(reader);
    }

    /** The trades of {@code symbol} in the hour, in the order of their ids, read as they are asked for. */
    public Stream<StoredTrade> trades(String symbol, long hour) {
        return rows(symbol, hour).map(StoredTrade::of);
    }

    /** The trades of {@code symbol} in the hour with an id of {@code first} to {@code last}, in the order of their ids. */
    public Stream<StoredTrade> trades(String symbol, long hour, long first, long last) {
        return rows(
                        "SELECT * FROM " + trades + " WHERE symbol = ? AND hour = ? AND trade_id >= ? AND trade_id <= ?"
                                + " ORDER BY trade_id ASC",
                        symbol,
                        Instant.ofEpochMilli(hour),
                        first,
                        last)
                .map(StoredTrade::of);
    }

    /** The rows of {@code symbol} in the hour, in the order of their ids. */
    Stream<StoredRow> rows(String symbol, long hour) {
        return rows(
                "SELECT * FROM " + trades + " WHERE symbol = ? AND hour = ? ORDER BY trade_id ASC",
                symbol,
                Instant.ofEpochMilli(hour));
    }

    /** The first and the last trade of {@code symbol} in the hour; both absent where it holds none. */
    Optional<Ends> ends(String symbol, long hour) {
        return end(symbol, hour, "ASC")
                .flatMap(first -> end(symbol, hour, "DESC").map(last -> new Ends(first, last)));
    }

    private Optional<End> end(String symbol, long hour, String order) {
        String query = "SELECT trade_id, trade_time FROM " + trades
                + " WHERE symbol = ? AND hour = ? ORDER BY trade_id " + order + " LIMIT 1";
        return rows(query, symbol, Instant.ofEpochMilli(hour))
                .map(row -> new End(row.number("trade_id"), Objects.requireNonNull(row.time("trade_time"))))
                .findFirst();
    }

    /** Two trades of a pair, the first one first. */
    record Ends(End first, End last) {}

    /** A trade at one end of a stretch. */
    record End(long id, Instant time) {}

    /** How many trades {@code symbol} has in the hour; counted where they are. */
    long count(String symbol, long hour) {
        return rows(
                        "SELECT COUNT(*) AS stored FROM " + trades + " WHERE symbol = ? AND hour = ?",
                        symbol,
                        Instant.ofEpochMilli(hour))
                .mapToLong(row -> row.number("stored"))
                .sum();
    }

    /**
     * The symbols that {@code names} call by symbol or by the name of the asset, in their order; all when there are no names.
     *
     * @throws SettingsException when the table has no trades of one
     */
    List<String> symbols(List<String> names) {
        List<String> all = List.copyOf(hours().keySet());
        return names.isEmpty()
                ? all
                : names.stream().map(one -> called(one, all)).distinct().toList();
    }

    private String called(String text, List<String> all) {
        return all.stream()
                .filter(symbol -> symbol.equalsIgnoreCase(text)
                        || asset(symbol).filter(text::equalsIgnoreCase).isPresent())
                .findFirst()
                .orElseThrow(() -> new SettingsException("There are no trades of " + text + " in " + trades
                        + (all.isEmpty()
                                ? " (it is empty: CANDLESTREAM_CONSUMER_TRADES)"
                                : " (it has those of: " + String.join(", ", all) + ")")));
    }

    /** The name under which the candles of {@code symbol} are stored. */
    Optional<String> asset(String symbol) {
        return rows(store.newest("asset_name, symbol", candles, "asset_name", "timestamp"))
                .filter(row -> symbol.equals(row.text("symbol")))
                .map(row -> Objects.requireNonNull(row.text("asset_name")))
                .findFirst();
    }

    /** The closed candle of {@code asset} that opens then, epoch milliseconds. */
    Optional<StoredRow> candle(String asset, long openTime) {
        return rows(
                        "SELECT * FROM " + candles + " WHERE asset_name = ? AND timestamp = ?",
                        asset,
                        Instant.ofEpochMilli(openTime))
                .filter(row -> row.flag("is_closed"))
                .findFirst();
    }

    private Stream<StoredRow> rows(String query, Object... values) {
        return StreamSupport.stream(store.rows(query, PAGE_ROWS, values).spliterator(), false);
    }

    private static long milli(StoredRow row, String column) {
        return Objects.requireNonNull(row.time(column)).toEpochMilli();
    }
}
