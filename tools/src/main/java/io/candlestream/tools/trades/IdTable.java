package io.candlestream.tools.trades;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A table of trades, or of aggregate trades, read page by page: of each symbol rows whose ids follow each other, and the candles that
 * trades make.
 */
public final class IdTable {
    private static final int PAGE_ROWS = 5000;

    private final StoredTables store;
    private final StoredStream stream;
    private final String table;
    private final String candles;

    /**
     * What {@code work} makes of the table of {@code stream} in {@code sink} that the settings name.
     *
     * @throws io.candlestream.runtime.settings.FatalException when the store does not answer, or there is no such table
     */
    public static <T> T read(Settings settings, StoredSink sink, StoredStream stream, Function<IdTable, T> work) {
        return StoredTables.read(settings, sink, store -> work.apply(of(settings, stream, store)));
    }

    /** The table of {@code stream} in {@code store} that the settings name. */
    public static IdTable of(Settings settings, StoredStream stream, StoredTables store) {
        return new IdTable(
                store, stream, settings.text("cassandra." + stream.key("table")), settings.text("cassandra.table"));
    }

    /**
     * @param store stays the caller's to close
     * @param candles the name of their table
     */
    public IdTable(StoredTables store, StoredStream stream, String table, String candles) {
        this.store = store;
        this.stream = stream;
        this.table = store.named(table);
        this.candles = store.named(candles);
    }

    /** With its keyspace. */
    String name() {
        return table;
    }

    /** What a person calls its rows. */
    String events() {
        return isAggregate() ? "aggregate trades" : "trades";
    }

    /** The variable that lets the consumer store them. */
    String enabled() {
        return "CANDLESTREAM_CONSUMER_" + stream.name();
    }

    StoredStream stream() {
        return stream;
    }

    /** The column of its ids. */
    public String idColumn() {
        return isAggregate() ? "agg_trade_id" : "trade_id";
    }

    private boolean isAggregate() {
        return stream == StoredStream.AGG_TRADES;
    }

    /** The hours of every symbol, in epoch milliseconds. */
    public Map<String, NavigableSet<Long>> hours() {
        Map<String, NavigableSet<Long>> hours = new TreeMap<>();
        rows("SELECT DISTINCT symbol, hour FROM " + table)
                .forEach(row -> hours.computeIfAbsent(row.text("symbol"), symbol -> new TreeSet<>())
                        .add(milli(row, "hour")));
        return hours;
    }

    /** The rows of {@code symbol} in the hour, in the order of their ids. */
    public Stream<StoredRow> rows(String symbol, long hour) {
        return rows(
                "SELECT * FROM " + table + " WHERE symbol = ? AND hour = ? ORDER BY " + idColumn() + " ASC",
                symbol,
                Instant.ofEpochMilli(hour));
    }

    /** The rows of {@code symbol} in the hour with an id of {@code first} to {@code last}, in the order of their ids. */
    Stream<StoredRow> rows(String symbol, long hour, long first, long last) {
        return rows(
                "SELECT * FROM " + table + " WHERE symbol = ? AND hour = ? AND " + idColumn() + " >= ? AND "
                        + idColumn() + " <= ? ORDER BY " + idColumn() + " ASC",
                symbol,
                Instant.ofEpochMilli(hour),
                first,
                last);
    }

    /** The first and the last row of {@code symbol} in the hour; both absent where it holds none. */
    Optional<Ends> ends(String symbol, long hour) {
        return end(symbol, hour, "ASC")
                .flatMap(first -> end(symbol, hour, "DESC").map(last -> new Ends(first, last)));
    }

    private Optional<End> end(String symbol, long hour, String order) {
        String query = "SELECT " + idColumn() + ", trade_time FROM " + table
                + " WHERE symbol = ? AND hour = ? ORDER BY " + idColumn() + " " + order + " LIMIT 1";
        return rows(query, symbol, Instant.ofEpochMilli(hour))
                .map(row -> new End(row.number(idColumn()), Objects.requireNonNull(row.time("trade_time"))))
                .findFirst();
    }

    /** Two rows of a pair, the first one first. */
    record Ends(End first, End last) {}

    /** A row at one end of a stretch. */
    record End(long id, Instant time) {}

    /** How many rows {@code symbol} has in the hour; counted where they are. */
    long count(String symbol, long hour) {
        return rows(
                        "SELECT COUNT(*) AS stored FROM " + table + " WHERE symbol = ? AND hour = ?",
                        symbol,
                        Instant.ofEpochMilli(hour))
                .mapToLong(row -> row.number("stored"))
                .sum();
    }

    /**
     * The symbols that {@code names} call by symbol or by the name of the asset, in their order; all when there are no names.
     *
     * @throws SettingsException when the table has none of one
     */
    public List<String> symbols(List<String> names) {
        List<String> all = List.copyOf(hours().keySet());
        return names.isEmpty() ? all : symbols(names, all);
    }

    /** Those of {@code all} that {@code names} call. */
    List<String> symbols(List<String> names, List<String> all) {
        return names.stream().map(one -> called(one, all)).distinct().toList();
    }

    private String called(String text, List<String> all) {
        return all.stream()
                .filter(symbol -> symbol.equalsIgnoreCase(text)
                        || asset(symbol).filter(text::equalsIgnoreCase).isPresent())
                .findFirst()
                .orElseThrow(() -> new SettingsException("There are no " + events() + " of " + text + " in " + table
                        + (all.isEmpty()
                                ? " (it is empty: " + enabled() + ")"
                                : " (it has those of: " + String.join(", ", all) + ")")));
    }

    /** The name under which the candles of {@code symbol} are stored. */
    public Optional<String> asset(String symbol) {
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
