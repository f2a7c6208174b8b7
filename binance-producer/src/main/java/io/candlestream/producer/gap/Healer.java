package io.candlestream.producer.gap;

import io.candlestream.history.Candle;
import io.candlestream.history.RestException;
import io.candlestream.history.RestKlines;
import io.candlestream.producer.exchange.Backoff;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals gaps one after the other: asks the exchange for the candles, publishes those that it has, and reports what became
 * of the stretch. What the exchange does not have is reported as empty; nothing is made up.
 */
final class Healer {
    private static final Logger log = LoggerFactory.getLogger(Healer.class);

    /** A part of a gap. */
    private static final long MOST_CANDLES = 10_000;

    private final RestKlines rest;
    private final Interval interval;
    private final EmptyStretches empties;
    private final KnownTrades trades;
    private final Outlet outlet;
    private final ProducerMetrics metrics;
    private final Backoff backoff;
    private final HealQueue queue = new HealQueue();
    /** A time of the exchange that has passed. */
    private long passed = Long.MIN_VALUE;

    Healer(
            RestKlines rest,
            Interval interval,
            EmptyStretches empties,
            KnownTrades trades,
            Outlet outlet,
            ProducerMetrics metrics,
            Backoff backoff) {
        this.rest = rest;
        this.interval = interval;
        this.empties = empties;
        this.trades = trades;
        this.outlet = outlet;
        this.metrics = metrics;
        this.backoff = backoff;
    }

    /** Takes a gap to heal, unless it is known to be empty. Any thread may call it. */
    void add(Gap gap) {
        Gap whole = empties.widened(gap);
        if (empties.firstUnknown(whole) < whole.to()) {
            metrics.gapFound();
            // Nobody is to heal it before it was reported as found.
            synchronized (queue) {
                outlet.report(GapReport.found(queue.add(whole)));
            }
        }
    }

    /** Heals until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            Gap gap = queue.take();
            try {
                heal(over(gap));
                backoff.reset();
            } catch (RestException e) {
                queue.add(gap);
                metrics.healingRetried();
                long pause = backoff.next().toMillis();
                log.warn(
                        "Cannot heal {}: {}; trying again in {} ms, gaps that wait: {}",
                        gap,
                        e.getMessage(),
                        pause,
                        queue.size());
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    /** What of {@code gap} is past and can be missing: a wrong time in an update can make one that ends in the future. */
    private Gap over(Gap gap) throws RestException, InterruptedException {
        if (gap.to() > passed) {
            passed = rest.serverTime();
        }
        return gap.to() <= passed ? gap : gap.between(gap.from(), Math.max(gap.from(), interval.openOf(passed)));
    }

    /** Asks for the candles a part at a time, so that not all need be in memory; reports when the last one is safe. */
    private void heal(Gap gap) throws RestException, InterruptedException {
        Verdicts verdicts = new Verdicts(gap, interval);
        long unknown = empties.firstUnknown(gap);
        verdicts.add(unknown, Set.of());
        while (verdicts.end() < gap.to()) {
            long from = verdicts.end();
            long to = Math.min(gap.to(), from + MOST_CANDLES * (interval.endOf(from) - from));
            List<Candle> candles = rest.closed(gap.symbol(), from, to - 1);
            TradeChain.numbered(candles, from, to, firstTrade(gap, from), firstTrade(gap, to))
                    .forEach(candle -> outlet.publish(Kline.ofHistory(candle, Kline.Source.REST)));
            verdicts.add(to, candles.stream().map(Candle::openTime).collect(Collectors.toSet()));
        }
        outlet.flush();
        verdicts.reports(System.currentTimeMillis()).forEach(this::conclude);
        metrics.candlesHealed(verdicts.healed());
        // A symbol that is not traded makes its empty stretch longer with every candle.
        if (verdicts.healed() > 0 || (unknown == gap.from() && verdicts.empty() > 0)) {
            log.info("healed {} ({}): candles {}, empty {}", gap, gap.cause(), verdicts.healed(), verdicts.empty());
        }
    }

    private OptionalLong firstTrade(Gap gap, long open) {
        return trades.firstTradeId(gap.symbol(), open);
    }

    private void conclude(GapReport verdict) {
        outlet.report(verdict);
        if (verdict.state() == State.EMPTY) {
            metrics.gapEmpty();
            empties.add(verdict.gap());
        } else {
            metrics.gapHealed();
        }
    }

    /** What is known of the trades on both sides of a gap: as {@link TradeChain#firstId} says. */
    @FunctionalInterface
    interface KnownTrades {
        OptionalLong firstTradeId(String symbol, long open);
    }

    /** Where candles and reports go: to the topics, or to a test. */
    interface Outlet {
        void publish(Kline kline);

        void report(GapReport report);

        /** Returns when all that was published is safe. */
        void flush();
    }
}
