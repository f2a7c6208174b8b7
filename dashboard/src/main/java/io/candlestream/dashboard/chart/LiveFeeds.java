package io.candlestream.dashboard.chart;

import io.candlestream.runtime.program.Program;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds of all assets that somebody looks at, refreshed one after the other by one thread: what nobody looks at costs
 * nothing.
 */
public final class LiveFeeds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveFeeds.class);

    private final CandleStore store;
    private final ChartPages market;
    private final int mostViewers;
    private final LongSupplier nanoTime;
    private final Map<String, LiveFeed> feeds = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Program.daemons("live"));
    private int viewers;

    public LiveFeeds(CandleStore store, ChartPages market, int mostViewers) {
        this(store, market, mostViewers, System::nanoTime);
    }

    LiveFeeds(CandleStore store, ChartPages market, int mostViewers, LongSupplier nanoTime) {
        this.store = store;
        this.market = market;
        this.mostViewers = mostViewers;
        this.nanoTime = nanoTime;
    }

    /** Begins to refresh, with {@code pause} between two rounds. */
    public void start(Duration pause) {
        var unused =
                clock.scheduleWithFixedDelay(Program.ending(this::refresh), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void refresh() {
        try {
            feeds.values().forEach(LiveFeed::refresh);
        } catch (TableUnavailableException e) {
            log.debug("no refresh: {}", e.getMessage()); // the store itself says so once
        } catch (RuntimeException e) {
            log.error("Cannot refresh: {}", e.toString());
        }
    }

    /** A viewer of one asset; empty when there are as many viewers as may be. */
    public synchronized Optional<Viewer> open(String asset, Interval interval) {
        if (viewers >= mostViewers) {
            return Optional.empty();
        }
        viewers++;
        Viewer viewer = new Viewer(interval);
        feeds.computeIfAbsent(
                        asset, name -> new LiveFeed(name, store, market.intervals(), market::gapsOfKnown, nanoTime))
                .join(viewer);
        return Optional.of(viewer);
    }

    /** Ends what {@link #open} began. */
    public synchronized void close(String asset, Viewer viewer) {
        viewers--;
        viewer.close();
        LiveFeed feed = feeds.get(asset);
        feed.viewers().remove(viewer);
        if (feed.viewers().isEmpty()) {
            feeds.remove(asset);
        }
    }

    /** Ends all viewers' waiting. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        feeds.values().forEach(feed -> feed.viewers().forEach(Viewer::close));
    }
}
