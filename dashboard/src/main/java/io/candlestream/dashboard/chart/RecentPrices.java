package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartCandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The last day of one asset in a few points, so that the days of hundreds fit into memory. Used by one thread. */
final class RecentPrices {
    private final String asset;
    private final CandleStore store;
    private final DaySpan span;
    private final NavigableMap<Long, Point> points = new TreeMap<>();
    private Optional<String> symbol = Optional.empty();
    private OptionalLong loaded = OptionalLong.empty();
    private long newest;

    RecentPrices(String asset, CandleStore store, DaySpan span) {
        this.asset = asset;
        this.store = store;
        this.span = span;
    }

    /** The candles that open within one step, added up. */
    private record Point(long since, double open, double close, double turnover) {}

    /** When the whole day was read, on the caller's clock. */
    OptionalLong loaded() {
        return loaded;
    }

    /** Reads the newest candles: since the newest point began, or only the newest candle where there is none yet. */
    void refresh() {
        if (points.isEmpty()) {
            symbol = store.symbol(asset);
            take(store.newest(asset, 0, Long.MAX_VALUE, 1));
        } else {
            take(store.newest(asset, points.lastKey(), Long.MAX_VALUE, span.mostRows()));
        }
    }

    /** Reads the whole day: at first, and later for what was healed in it. */
    void load(long now) {
        if (!points.isEmpty()) {
            take(store.newest(asset, span.begin(points.lastKey()), Long.MAX_VALUE, span.mostRows()));
            loaded = OptionalLong.of(now);
        }
    }

    /** Replaces the points that {@code candles} belong to, oldest first, and forgets those of the day before. */
    private void take(List<ChartCandle> candles) {
        if (candles.isEmpty()) {
            return;
        }
        Map<Long, Point> read = new TreeMap<>();
        candles.forEach(candle -> read.merge(
                span.step(candle.openTime()),
                new Point(candle.openTime(), candle.open(), candle.close(), candle.volume() * candle.close()),
                (first, next) -> new Point(first.since, first.open, next.close, first.turnover + next.turnover)));
        points.putAll(read);
        newest = candles.get(candles.size() - 1).openTime();
        points.headMap(span.begin(points.lastKey()), false).clear();
    }

    /** What the list shows; empty while nothing was read. */
    Optional<Watchlist.Entry> entry() {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        Optional<Point> first =
                loaded.isPresent() ? Optional.of(points.firstEntry().getValue()) : Optional.empty();
        return Optional.of(new Watchlist.Entry(
                asset,
                symbol,
                newest,
                points.lastEntry().getValue().close(),
                first.map(Point::since),
                first.map(Point::open),
                first.map(some ->
                        points.values().stream().mapToDouble(Point::turnover).sum()),
                first.map(some -> line()).orElse(List.of())));
    }

    private List<Double> line() {
        List<Double> line =
                new ArrayList<>(List.of(points.firstEntry().getValue().open()));
        points.values().forEach(point -> line.add(point.close()));
        return line;
    }
}
