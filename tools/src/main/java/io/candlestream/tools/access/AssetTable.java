package io.candlestream.tools.access;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.Spelling;
import io.candlestream.schema.CandleTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The table of the candles. Its key is the asset and the open time, newest first: heads and ends of partitions are cheap, and so
 * are slices in the order of time; only counting reads every row, and does so on the nodes.
 */
public final class AssetTable implements CandlePlace {
    private static final int PAGE_ROWS = 5000;
    private static final int NAMED = 8;

    private final StoredTables store;
    private final String name;
    private final String gaps;
    private final boolean withGaps;

    /** What {@code work} makes of the tables in {@code sink} that the settings name. */
    public static <T> T read(Settings settings, StoredSink sink, Function<AssetTable, T> work) {
        return StoredTables.read(settings, sink, store -> work.apply(of(settings, store)));
    }

    /** The tables in {@code store} that the settings name. */
    public static AssetTable of(Settings settings, StoredTables store) {
        return new AssetTable(store, settings.text("cassandra.table"), settings.text("cassandra.gaps-table"));
    }

    public AssetTable(StoredTables store, String candles, String gaps) {
        this.store = store;
        this.name = store.named(candles);
        this.gaps = store.named(gaps);
        this.withGaps = store.has(gaps);
    }

    /** With its keyspace. */
    public String name() {
        return name;
    }

    /** Every asset, by name: the newest row of each partition is read, of a table that need not have all our columns. */
    public List<Asset> assets() {
        List<Asset> assets = new ArrayList<>();
        for (StoredRow row : store.rows(store.newest("*", name, "asset_name", "timestamp"), PAGE_ROWS)) {
            assets.add(new Asset(text(row, "asset_name"), text(row, "symbol"), text(row, "interval")));
        }
        assets.sort(Comparator.comparing(Asset::name));
        return assets;
    }

    @Override
    public List<Asset> assets(List<String> names) {
        return called(names, assets(), name);
    }

    /** Those of {@code all} that {@code names} call. */
    static List<Asset> called(List<String> names, List<Asset> all, String name) {
        return names.isEmpty()
                ? all
                : names.stream().map(one -> called(one, all, name)).distinct().toList();
    }

    private static Asset called(String text, List<Asset> all, String name) {
        return all.stream().filter(asset -> asset.isCalled(text)).findFirst().orElseThrow(() -> {
            List<String> names = all.stream().map(Asset::name).toList();
            String meant = Spelling.meant(text, names)
                    .or(() ->
                            Spelling.meant(text, all.stream().map(Asset::symbol).toList()))
                    .map(one -> "; did you mean " + one + "?")
                    .orElse("");
            String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
            String has = names.isEmpty() ? "it is empty" : names.size() > NAMED ? some + " ..." : some;
            return new SettingsException(
                    "There is no asset " + text + " in " + name + meant + " (it has: " + has + ")");
        });
    }

    @Override
    public Optional<Span> closed(Asset asset) {
        return edge(asset, "ASC").flatMap(first -> edge(asset, "DESC").map(last -> new Span(first, last)));
    }

    private Optional<Instant> edge(Asset asset, String order) {
        String query = "SELECT timestamp, is_closed FROM " + name + " WHERE asset_name = ? ORDER BY timestamp " + order;
        return StreamSupport.stream(
                        store.rows(query, PAGE_ROWS / 50, asset.name()).spliterator(), false)
                .filter(row -> row.flag("is_closed"))
                .map(AssetTable::openTime)
                .findFirst();
    }

    /** How many closed candles open from {@code from} on, before {@code to}; counted where they are. */
    public long count(Asset asset, Instant from, Instant to) {
        String query = "SELECT COUNT(*) AS stored FROM " + name
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? AND is_closed = true" + store.filtering();
        return store.rows(query, PAGE_ROWS, asset.name(), from, to)
                .iterator()
                .next()
                .number("stored");
    }

    /** A page at a time. */
    @Override
    public Iterable<StoredRow> candles(Asset asset, List<String> columns, Instant first, Instant last) {
        String query = "SELECT " + String.join(", ", columns) + " FROM " + name
                + " WHERE asset_name = ? AND timestamp >= ? AND timestamp <= ? ORDER BY timestamp ASC";
        return store.rows(query, PAGE_ROWS, asset.name(), first, last);
    }

    /** The same with the version of each row as {@code version}. */
    public Iterable<StoredRow> versions(Asset asset, List<String> columns, Instant first, Instant last) {
        return candles(
                asset,
                Stream.concat(columns.stream(), Stream.of(store.version())).toList(),
                first,
                last);
    }

    /** When a row opens. */
    public static Instant openTime(StoredRow row) {
        return Objects.requireNonNull(row.time("timestamp"));
    }

    /** When a row was known, epoch milliseconds: its event time or its close, whichever is later; 0 without either. */
    public static long knownAt(StoredRow row) {
        return Stream.of("event_time", "close_time")
                .filter(time -> !row.isNull(time))
                .mapToLong(time -> row.time(time).toEpochMilli())
                .max()
                .orElse(0);
    }

    /** Whether a row opens long after it was collected; one that somebody else wrote, without that time, was collected by now. */
    public static boolean isFromTheFuture(StoredRow row) {
        Instant collected = Optional.ofNullable(row.time("collected_at")).orElseGet(Instant::now);
        return CandleTimes.isFromTheFuture(openTime(row).toEpochMilli(), collected.toEpochMilli());
    }

    @Override
    public List<Span> empty(String symbol, String interval) {
        return gaps(symbol, interval, "empty");
    }

    /** The ranges of the table of gaps in this state; one that has no end yet ends at the end of time. */
    public List<Span> gaps(String symbol, String interval, String state) {
        if (!withGaps) {
            return List.of();
        }
        String query = "SELECT from_time, to_time, state FROM " + gaps
                + " WHERE symbol = ? AND interval = ? ORDER BY from_time ASC";
        Stream<StoredRow> ranges = StreamSupport.stream(
                store.rows(query, PAGE_ROWS, symbol, interval).spliterator(), false);
        return ranges.filter(row -> state.equals(row.text("state")))
                .map(row -> new Span(
                        Objects.requireNonNull(row.time("from_time")),
                        Optional.ofNullable(row.time("to_time")).orElse(Instant.MAX)))
                .toList();
    }

    private static String text(StoredRow row, String column) {
        return row.has(column) ? Objects.requireNonNullElse(row.text(column), "") : "";
    }

    /** Two moments, the first one first. */
    public record Span(Instant first, Instant last) {
        /** What {@code spans}, oldest first, cover between two moments, each moment once. */
        public static List<Span> merged(List<Span> spans, Instant from, Instant to) {
            List<Span> merged = new ArrayList<>();
            Instant covered = from;
            for (Span span : spans) {
                Instant first = covered.isAfter(span.first) ? covered : span.first;
                Instant last = span.last.isBefore(to) ? span.last : to;
                if (first.isBefore(last)) {
                    merged.add(new Span(first, last));
                    covered = last;
                }
            }
            return merged;
        }
    }
}
