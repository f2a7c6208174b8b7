package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.ChartGaps;
import io.candlestream.dashboard.candle.ChartTrade;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Somebody who looks at a chart: keeps what has changed until it is fetched, the newest of each bar alone, so that a slow
 * one costs neither memory nor anybody's time.
 */
public final class Viewer {
    private final Interval interval;
    private final TreeMap<Long, Bar> bars = new TreeMap<>();
    private Optional<ChartGaps> gaps = Optional.empty();
    private Optional<List<ChartTrade>> trades = Optional.empty();
    private boolean closed;

    Viewer(Interval interval) {
        this.interval = interval;
    }

    /** What has changed, oldest bar first; of the trades all that are shown, newest first. */
    public record News(List<Bar> bars, Optional<ChartGaps> gaps, Optional<List<ChartTrade>> trades) {}

    Interval interval() {
        return interval;
    }

    synchronized void tell(List<Bar> changed) {
        changed.forEach(bar -> bars.put(bar.openTime(), bar));
        notifyAll();
    }

    synchronized void tell(ChartGaps changed) {
        gaps = Optional.of(changed);
        notifyAll();
    }

    synchronized void tellTrades(List<ChartTrade> newest) {
        trades = Optional.of(newest);
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Whether there will be no more news. */
    public synchronized boolean closed() {
        return closed;
    }

    /** What has changed since the last call; waits for it, at most for {@code longest}. */
    public synchronized News news(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long left = longest.toMillis();
        while (bars.isEmpty() && gaps.isEmpty() && trades.isEmpty() && !closed && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        News news = new News(List.copyOf(bars.values()), gaps, trades);
        bars.clear();
        gaps = Optional.empty();
        trades = Optional.empty();
        return news;
    }
}
