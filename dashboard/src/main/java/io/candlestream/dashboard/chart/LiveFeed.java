package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.Bars;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGaps;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.schema.Interval;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What happens to one asset, read once for all who look at it. Refreshed by one thread. */
final class LiveFeed {
    /** More than a day of seconds. */
    private static final int MOST_ROWS = 100_000;

    private final String asset;
    private final CandleStore store;
    private final IntervalChoices intervals;
    private final Function<String, ChartGaps> gapsOf;
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final RecentCandles window = new RecentCandles();
    private final RecentTrades trades;
    private ChartGaps gaps = ChartGaps.NONE;
    private long begin;
    private long loadedFrom = Long.MAX_VALUE;

    /**
     * @param gapsOf an asset's gaps, which may be some seconds old
     * @param nanoTime the clock, such as {@code System::nanoTime}
     */
    LiveFeed(
            String asset,
            CandleStore store,
            IntervalChoices intervals,
            Function<String, ChartGaps> gapsOf,
            LongSupplier nanoTime) {
        this.asset = asset;
        this.store = store;
        this.intervals = intervals;
        this.gapsOf = gapsOf;
        this.trades = new RecentTrades(asset, store, nanoTime);
    }

    List<Viewer> viewers() {
        return viewers;
    }

    /** A new viewer gets at once what the others know. */
    synchronized void join(Viewer viewer) {
        viewers.add(viewer);
        trades.newest().ifPresent(viewer::tellTrades);
    }

    /** Reads what may have changed and tells the viewers what has. */
    void refresh() {
        if (window.isEmpty() && !start()) {
            return;
        }
        refreshBars();
        tellOfTrades();
    }

    private void refreshBars() {
        tellOfGaps();
        long needed = needed();
        long from = needed < loadedFrom ? needed : window.unsettled();
        OptionalLong changed = window.put(store.newest(asset, from, Long.MAX_VALUE, MOST_ROWS));
        boolean first = loadedFrom == Long.MAX_VALUE;
        (first ? OptionalLong.of(window.oldest()) : changed).ifPresent(this::tellOfBars);
        loadedFrom = Math.max(Math.min(loadedFrom, from), needed());
        window.forgetBefore(loadedFrom);
    }

    private boolean start() {
        OptionalLong first = store.first(asset);
        if (first.isEmpty()) {
            return false;
        }
        begin = first.getAsLong();
        gaps = gapsOf.apply(asset);
        window.put(store.newest(asset, begin, Long.MAX_VALUE, RecentCandles.STRAGGLERS));
        return !window.isEmpty();
    }

    private void tellOfGaps() {
        ChartGaps now = gapsOf.apply(asset);
        if (!now.equals(gaps)) {
            gaps = now;
            viewers.forEach(viewer -> viewer.tell(now));
        }
    }

    /** The newest candle tells where to look, since the market's clock may be another than ours. */
    private void tellOfTrades() {
        if (trades.refresh(intervals.table().endOf(window.newest()))) {
            tellAllOfTrades();
        }
    }

    private synchronized void tellAllOfTrades() {
        trades.newest().ifPresent(newest -> viewers.forEach(viewer -> viewer.tellTrades(newest)));
    }

    /** Where the oldest bar that may still change begins, of the largest interval that is looked at. */
    private long needed() {
        long unsettled = window.unsettled();
        return viewers.stream()
                .mapToLong(viewer -> viewer.interval().openOf(unsettled))
                .min()
                .orElse(unsettled);
    }

    private void tellOfBars(long changed) {
        Map<Interval, List<Bar>> bars = new EnumMap<>(Interval.class);
        viewers.forEach(
                viewer -> viewer.tell(bars.computeIfAbsent(viewer.interval(), shown -> barsSince(changed, shown))));
    }

    /** From the bar of the candle before, so that a hole between the two is seen as well. */
    private List<Bar> barsSince(long changed, Interval shown) {
        List<ChartCandle> candles = window.from(shown.openOf(window.before(changed)));
        return new Bars(intervals.table(), shown, gaps).of(candles, begin);
    }
}
