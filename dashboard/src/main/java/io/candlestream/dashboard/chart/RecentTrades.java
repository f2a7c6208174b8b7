package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartTrade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last trades of one asset; none where no trades are stored. Refreshed by one thread, read by any. */
final class RecentTrades {
    /** More than a screen has rows. */
    static final int MOST = 30;

    /** Fewer trades than {@link #MOST} cost a query for each hour that was looked at, so that they are not read as often. */
    private static final long SELDOM = Duration.ofSeconds(2).toNanos();

    private static final Logger log = LoggerFactory.getLogger(RecentTrades.class);

    private final String asset;
    private final CandleStore store;
    private final LongSupplier nanoTime;
    private Optional<String> symbol = Optional.empty();
    private volatile Optional<List<ChartTrade>> newest = Optional.empty();
    private Optional<Long> lastSeldom = Optional.empty();

    RecentTrades(String asset, CandleStore store, LongSupplier nanoTime) {
        this.asset = asset;
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /** Newest first; empty before the first read. */
    Optional<List<ChartTrade>> newest() {
        return newest;
    }

    /** Reads those before {@code to}, epoch milliseconds; whether they are others than before. What was read stays while nobody answers. */
    boolean refresh(long to) {
        long now = nanoTime.getAsLong();
        if (lastSeldom.filter(time -> now - time < SELDOM).isPresent()) {
            return false;
        }
        Optional<List<ChartTrade>> before = newest;
        try {
            newest = Optional.of(List.copyOf(read(to)));
        } catch (TableUnavailableException e) {
            log.debug("no trades: {}", e.getMessage()); // the candles are read by the same store, which says so once
        }
        boolean full = newest.filter(trades -> trades.size() == MOST).isPresent();
        lastSeldom = full ? Optional.empty() : Optional.of(now);
        return !newest.equals(before);
    }

    private List<ChartTrade> read(long to) {
        if (symbol.isEmpty()) {
            symbol = store.symbol(asset);
        }
        return symbol.map(pair -> store.trades(pair, to, MOST)).orElse(List.of());
    }
}
