package io.candlestream.tools.tickers;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.TickerWindow;
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

/** The table of the tickers of one window, read page by page. */
public final class StoredTickers {
    private static final int PAGE_ROWS = 5000;

    private final StoredTables store;
    private final String table;
    private final TickerWindow window;

    /**
     * What {@code work} makes of the table of {@code stream} in {@code sink} that the settings name.
     *
     * @throws io.candlestream.runtime.settings.FatalException when the store does not answer, or there is no such table
     */
    public static <T> T read(Settings settings, StoredSink sink, StoredStream stream, Function<StoredTickers, T> work) {
        return StoredTables.read(settings, sink, store -> work.apply(of(settings, stream, store)));
    }

    /** The table of {@code stream} in {@code store} that the settings name. */
    public static StoredTickers of(Settings settings, StoredStream stream, StoredTables store) {
        return new StoredTickers(
                store,
                settings.text("cassandra." + stream.key("table")),
                stream.window().orElseThrow());
    }

    /** @param store stays the caller's to close */
    public StoredTickers(StoredTables store, String table, TickerWindow window) {
        this.store = store;
        this.table = store.named(table);
        this.window = window;
    }

    /** With its keyspace. */
    public String name() {
        return table;
    }

    public TickerWindow window() {
        return window;
    }

    /** The days of every symbol, those of this window. */
    public Map<String, NavigableSet<Instant>> days() {
        Map<String, NavigableSet<Instant>> days = new TreeMap<>();
        rows("SELECT DISTINCT symbol, window_size, day FROM " + table)
                .filter(row -> window.code().equals(row.text("window_size")))
                .forEach(row -> days.computeIfAbsent(row.text("symbol"), symbol -> new TreeSet<>())
                        .add(Objects.requireNonNull(row.time("day"))));
        return days;
    }

    /** The rows of {@code symbol} on {@code day}, the oldest first. */
    public Stream<StoredRow> rows(String symbol, Instant day) {
        return rows(
                "SELECT * FROM " + table + " WHERE symbol = ? AND window_size = ? AND day = ? ORDER BY event_time ASC",
                symbol,
                window.code(),
                day);
    }

    /** When the oldest ticker of {@code symbol} on {@code day} was sent, or with {@code DESC} the newest. */
    Optional<Instant> end(String symbol, Instant day, String order) {
        return rows(
                        "SELECT event_time FROM " + table
                                + " WHERE symbol = ? AND window_size = ? AND day = ? ORDER BY event_time " + order
                                + " LIMIT 1",
                        symbol,
                        window.code(),
                        day)
                .map(row -> Objects.requireNonNull(row.time("event_time")))
                .findFirst();
    }

    /** How many there are of {@code symbol} on {@code day}; counted where they are. */
    long count(String symbol, Instant day) {
        return rows(
                        "SELECT COUNT(*) AS stored FROM " + table + " WHERE symbol = ? AND window_size = ? AND day = ?",
                        symbol,
                        window.code(),
                        day)
                .mapToLong(row -> row.number("stored"))
                .sum();
    }

    /**
     * The symbols of {@code names}, in any case of their letters; all when there are no names.
     *
     * @throws SettingsException when the table has no tickers of one
     */
    List<String> symbols(List<String> names) {
        List<String> all = List.copyOf(days().keySet());
        return names.isEmpty()
                ? all
                : names.stream()
                        .map(name -> all.stream()
                                .filter(name::equalsIgnoreCase)
                                .findFirst()
                                .orElseThrow(() -> new SettingsException("There are no tickers of " + name + " in "
                                        + table
                                        + (all.isEmpty()
                                                ? " (it is empty: the consumer's streams." + window.stream()
                                                        + ".enabled)"
                                                : " (it has those of: " + String.join(", ", all) + ")"))))
                        .distinct()
                        .toList();
    }

    private Stream<StoredRow> rows(String query, Object... values) {
        return StreamSupport.stream(store.rows(query, PAGE_ROWS, values).spliterator(), false);
    }
}
