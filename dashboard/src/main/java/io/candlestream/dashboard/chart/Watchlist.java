package io.candlestream.dashboard.chart;

import io.candlestream.runtime.program.Program;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Price, change and line of every asset for the list beside the chart. One thread reads, only while somebody asks: an asset's
 * newest candles each round, its whole day at first and then now and then, a few assets a round.
 */
public final class Watchlist implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watchlist.class);

    /** Of 1440 rows each: a round stays well below a second of a small Cassandra. */
    private static final int DAYS_A_ROUND = 10;

    /** What is healed in it is seen after so long. */
    private static final Duration DAY_LIVES = Duration.ofMinutes(10);

    private static final Duration ASKED_LATELY = Duration.ofSeconds(15);

    private final CandleStore store;
    private final ChartPages market;
    private final DaySpan span;
    private final LongSupplier nanoTime;
    private final Map<String, RecentPrices> prices = new TreeMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Program.daemons("watchlist"));
    private volatile List<Entry> entries = List.of();
    private volatile Optional<Long> asked = Optional.empty();
    private volatile boolean started;

    public Watchlist(CandleStore store, ChartPages market) {
        this(store, market, System::nanoTime);
    }

    Watchlist(CandleStore store, ChartPages market, LongSupplier nanoTime) {
        this.store = store;
        this.market = market;
        this.span = DaySpan.of(market.intervals().table());
        this.nanoTime = nanoTime;
    }

    /**
     * One asset.
     *
     * @param symbol the exchange's name of the pair, where the table has it
     * @param newest open time of its newest candle, epoch milliseconds
     * @param since when the first candle of its last day opens, {@code before} the price then, {@code turnover} since then,
     *     each candle's volume at its closing price; empty until the day was read
     * @param line closing prices of that day, oldest first
     */
    public record Entry(
            String asset,
            Optional<String> symbol,
            long newest,
            double price,
            Optional<Long> since,
            Optional<Double> before,
            Optional<Double> turnover,
            List<Double> line) {
        public Entry {
            line = List.copyOf(line);
        }
    }

    /** How far back change, turnover and line go. */
    public DaySpan span() {
        return span;
    }

    /** What is known now; the first to ask after a pause gets what was known then, and starts the reading again. */
    public List<Entry> entries() {
        boolean idle = !askedLately();
        asked = Optional.of(nanoTime.getAsLong());
        if (idle && started && !clock.isShutdown()) {
            clock.execute(Program.ending(this::refresh));
        }
        return entries;
    }

    /** Begins to read while somebody asks, with {@code pause} between two rounds. */
    public void start(Duration pause) {
        started = true;
        var unused = clock.scheduleWithFixedDelay(
                Program.ending(this::refresh), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean askedLately() {
        return asked.filter(time -> nanoTime.getAsLong() - time < ASKED_LATELY.toNanos())
                .isPresent();
    }

    void refresh() {
        if (!askedLately()) {
            return;
        }
        try {
            read(market.assets());
        } catch (TableUnavailableException e) {
            log.debug("no refresh: {}", e.getMessage()); // the store itself says so once
        } catch (RuntimeException e) {
            log.error("Cannot refresh the list of assets: {}", e.toString());
        }
    }

    private void read(List<String> assets) {
        prices.keySet().retainAll(assets);
        for (String asset : assets) {
            prices.computeIfAbsent(asset, name -> new RecentPrices(name, store, span))
                    .refresh();
        }
        publish();
        long now = nanoTime.getAsLong();
        prices.values().stream()
                .filter(asset -> asset.loaded().stream().allMatch(time -> now - time >= DAY_LIVES.toNanos()))
                .sorted(Comparator.comparing(asset -> asset.loaded().isPresent())) // what nobody has read comes first
                .limit(DAYS_A_ROUND)
                .forEach(asset -> asset.load(now));
        publish();
    }

    private void publish() {
        entries = prices.values().stream()
                .flatMap(asset -> asset.entry().stream())
                .toList();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
