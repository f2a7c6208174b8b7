package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.Bars;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGaps;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.schema.DayStatus;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the table holds, in pages of bars: the part of a chart that does not move. */
public final class ChartPages {
    /** So many rows of the table a page may cost; about a second of a small Cassandra. */
    static final int MOST_ROWS = 50_000;

    private static final Duration ASSETS_LIVE = Duration.ofMinutes(1);
    private static final Duration NEW_ASSETS_LIVE = Duration.ofSeconds(5);
    private static final Duration GAPS_LIVE = Duration.ofSeconds(2);
    private static final Duration DAYS_LIVE = Duration.ofMinutes(1);

    private final CandleStore store;
    private final IntervalChoices intervals;
    private final Cached<List<String>> assets;
    private final Map<String, Cached<ChartGaps>> gaps = new ConcurrentHashMap<>();
    private final Map<String, Cached<SortedMap<Long, DayStatus>>> days = new ConcurrentHashMap<>();
    private List<String> known = List.of();
    private volatile boolean growing = true;

    public ChartPages(CandleStore store, IntervalChoices intervals) {
        this.store = store;
        this.intervals = intervals;
        this.assets = new Cached<>(this::readAssets, System::nanoTime);
    }

    /** A stretch of bars, oldest first, and when the first candle of the asset opens. */
    public record Page(List<Bar> bars, long begin) {}

    /** The intervals that can be asked for. */
    public IntervalChoices intervals() {
        return intervals;
    }

    /** All assets by name: a minute old at most, and only seconds old while they are still becoming more. */
    public List<String> assets() {
        return assets.get(growing ? NEW_ASSETS_LIVE : ASSETS_LIVE);
    }

    private List<String> readAssets() {
        List<String> all = store.assets().stream().sorted().toList();
        growing = all.isEmpty() || !all.equals(known);
        known = all;
        return all;
    }

    /** The gaps of an asset, some seconds old at most; empty for one that the table does not know. */
    public Optional<ChartGaps> gaps(String asset) {
        return store.first(asset).isPresent() ? Optional.of(gapsOfKnown(asset)) : Optional.empty();
    }

    ChartGaps gapsOfKnown(String asset) {
        return gaps.computeIfAbsent(
                        asset, name -> new Cached<>(() -> ChartGaps.merged(store.gaps(name)), System::nanoTime))
                .get(GAPS_LIVE);
    }

    /**
     * When each of the last days of an asset begins, epoch milliseconds, and what is known of it; oldest first, a minute old at most. Empty for
     * an asset that the table does not know.
     */
    public Optional<SortedMap<Long, DayStatus>> days(String asset) {
        OptionalLong first = store.first(asset);
        return first.isPresent()
                ? Optional.of(days.computeIfAbsent(
                                asset,
                                name -> new Cached<>(
                                        () -> new LastDays(store, intervals.table())
                                                .of(name, first.getAsLong(), gapsOfKnown(name)),
                                        System::nanoTime))
                        .get(DAYS_LIVE))
                : Optional.empty();
    }

    /**
     * The newest bars that open from {@code from} until before {@code to}, at most {@code most}, fewer where they would
     * cost too many rows; empty for an asset that the table does not know.
     *
     * @param to empty for all until now
     */
    public Optional<Page> page(String asset, Interval shown, long from, OptionalLong to, int most) {
        OptionalLong first = store.first(asset);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int rows = Math.min(MOST_ROWS, Math.multiplyExact(most, intervals.ratio(shown)));
        OptionalLong end = to.stream().map(time -> endOfBar(shown, time)).findFirst();
        List<ChartCandle> candles =
                whole(store.newest(asset, shown.openOf(from), end.orElse(Long.MAX_VALUE), rows), shown, rows);
        Bars bars = new Bars(intervals.table(), shown, gapsOfKnown(asset));
        List<Bar> drawn = end.isPresent()
                ? bars.of(candles, first.getAsLong(), end.getAsLong())
                : bars.of(candles, first.getAsLong());
        return Optional.of(new Page(drawn, first.getAsLong()));
    }

    private static long endOfBar(Interval shown, long time) {
        return shown.openOf(time) == time ? time : shown.endOf(shown.openOf(time));
    }

    /** Without the oldest bar's candles where the limit of the query may have cut it in two. */
    private List<ChartCandle> whole(List<ChartCandle> candles, Interval shown, int rows) {
        if (candles.size() < rows || shown == intervals.table()) {
            return candles;
        }
        long cut = shown.endOf(shown.openOf(candles.get(0).openTime()));
        List<ChartCandle> whole =
                candles.stream().dropWhile(candle -> candle.openTime() < cut).toList();
        return whole.isEmpty() ? candles : whole;
    }
}
