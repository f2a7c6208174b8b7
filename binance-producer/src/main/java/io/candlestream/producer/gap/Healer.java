package io.candlestream.producer.gap;

import io.candlestream.history.Candle;
import io.candlestream.history.RestException;
import io.candlestream.history.RestKlines;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.frame.ClosedCandle;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.gap.Gap.Cause;
import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.producer.gap.HealQueue.Ask;
import io.candlestream.producer.gap.socket.TradeChain;
import io.candlestream.producer.gap.socket.TradeJumps;
import io.candlestream.runtime.metrics.Incident;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals gaps one after the other: asks the exchange for the candles, publishes those that it has, and reports what became
 * of the stretch. What several answers do not have is reported as empty, and looked at again later; nothing is made up.
 */
final class Healer {
    private static final Logger log = LoggerFactory.getLogger(Healer.class);

    /** A part of a gap. */
    private static final long MOST_CANDLES = 10_000;
    /** When a stretch that is confirmed as empty is looked at again, each counted from the time before. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));
    /** What of a gap ends only this much later than the exchange's time is asked for then. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final Duration SELDOM = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;
    private static final Duration SOON_PAUSE = Duration.ofSeconds(5);

    private final RestKlines rest;
    private final Interval interval;
    private final EmptyStretches empties;
    private final KnownTrades trades;
    private final TradeJumps jumps;
    private final Outlet outlet;
    private final ProducerMetrics metrics;
    private final Backoff backoff;
    private final Duration confirm;
    private final HealQueue queue = new HealQueue();
    private final Incident trouble = new Incident();

    /** @param confirm for how long answers have to say that there are no candles before that is believed */
    Healer(
            RestKlines rest,
            Interval interval,
            EmptyStretches empties,
            KnownTrades trades,
            TradeJumps jumps,
            Outlet outlet,
            ProducerMetrics metrics,
            Backoff backoff,
            Duration confirm) {
        this.rest = rest;
        this.interval = interval;
        this.empties = empties;
        this.trades = trades;
        this.jumps = jumps;
        this.outlet = outlet;
        this.metrics = metrics;
        this.backoff = backoff;
        this.confirm = confirm;
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

    /** Looks once more at a stretch that an earlier run found empty. */
    void lookAgain(Gap empty) {
        long now = System.nanoTime();
        queue.look(new Ask(empty, 0, now, now, LOOKS.size()));
    }

    /** Why gaps cannot be healed now; empty when nothing hinders it. Any thread may ask. */
    Optional<String> trouble() {
        return trouble.words();
    }

    /** Heals until it is interrupted. */
    void run() throws InterruptedException {
        int failures = 0;
        while (true) {
            Ask ask = queue.take();
            try {
                heal(ask);
                failures = 0;
                trouble.ends();
            } catch (RestException e) {
                queue.add(ask.dueAt(System.nanoTime()));
                metrics.healingRetried();
                trouble.begins("gaps are not healed (" + e.getMessage() + ")");
                long pause = backoff.after(++failures).toMillis();
                log.warn(
                        "Cannot heal {}: {}; trying again in {} ms, gaps that wait: {}",
                        ask.gap(),
                        e.getMessage(),
                        pause,
                        queue.size());
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    private void heal(Ask ask) throws RestException, InterruptedException {
        Ask over = ask.of(over(ask.isLook() ? empties.widened(ask.gap()) : ask.gap()));
        long unknown = ask.isLook() ? over.gap().from() : Math.min(over.gap().to(), empties.firstUnknown(over.gap()));
        Verdicts verdicts = ask(over.gap(), unknown);
        metrics.candlesHealed(verdicts.healed());
        if (ask.isLook()) {
            reconsider(over, verdicts);
        } else if (isBelieved(over, unknown, verdicts)) {
            verdicts.reports(System.currentTimeMillis()).forEach(this::conclude);
        } else {
            doubt(over, verdicts);
        }
        // A symbol that is not traded makes its empty stretch longer with every candle.
        if (verdicts.healed() > 0 || (!ask.isLook() && unknown == over.gap().from() && verdicts.empty() > 0)) {
            log.info(
                    "healed {} ({}): candles {}, empty {}",
                    over.gap(),
                    over.gap().cause(),
                    verdicts.healed(),
                    verdicts.empty());
        }
    }

    /**
     * What of {@code gap} is past and can be missing: a wrong time in an update can make one that ends in the future. What
     * will be past soon is asked for later.
     */
    private Gap over(Gap gap) throws RestException, InterruptedException {
        long passed = rest.passed(gap.to());
        if (gap.to() <= passed) {
            return gap;
        }
        long end = Math.max(gap.from(), Math.min(gap.to(), interval.openOf(passed)));
        if (gap.to() <= interval.endOf(passed) + SOON.toMillis()) {
            queue.add(Ask.first(gap.between(end, gap.to()), System.nanoTime() + SOON_PAUSE.toNanos()));
        }
        return gap.between(gap.from(), end);
    }

    /** Asks for the candles a part at a time, so that not all need be in memory; returns when the last one is safe. */
    private Verdicts ask(Gap gap, long unknown) throws RestException, InterruptedException {
        Verdicts verdicts = new Verdicts(gap, interval);
        verdicts.add(unknown, Set.of());
        while (verdicts.end() < gap.to()) {
            long from = verdicts.end();
            long to = Math.min(gap.to(), from + MOST_CANDLES * (interval.endOf(from) - from));
            List<Candle> told = rest.closed(gap.symbol(), from, to - 1);
            List<Candle> candles = told.stream().filter(this::isPossible).toList();
            verdicts.refuse(told.size() - candles.size());
            TradeChain.numbered(candles, from, to, firstTrade(gap, from), firstTrade(gap, to))
                    .forEach(candle -> outlet.publish(Kline.ofHistory(candle, Kline.Source.REST)));
            verdicts.add(to, candles.stream().map(Candle::openTime).collect(Collectors.toSet()));
        }
        outlet.flush();
        return verdicts;
    }

    /** The consumer would make a dead letter of one that cannot be, and the gap would count as healed. */
    private boolean isPossible(Candle candle) {
        boolean possible = ClosedCandle.isPossible(Kline.ofHistory(candle, Kline.Source.REST));
        if (!possible) {
            log.warn(
                    "REST tells a candle of {} that cannot be, at {}; it is asked for again",
                    candle.symbol(),
                    Instant.ofEpochMilli(candle.openTime()));
        }
        return possible;
    }

    /**
     * Whether what has no candles by {@code verdicts} is empty: by several answers over some time, or because it makes an
     * empty stretch one candle longer. It never is where the socket told the candles' trades, nor where REST told a candle
     * that cannot be.
     */
    private boolean isBelieved(Ask ask, long unknown, Verdicts verdicts) throws RestException, InterruptedException {
        Gap gap = ask.gap();
        if (verdicts.emptyFrom(unknown) == 0) {
            return true;
        }
        boolean goesOn = unknown > gap.from() && interval.endOf(unknown) >= gap.to();
        return gap.cause() != Cause.TRADE_IDS
                && verdicts.refused() == 0
                && (goesOn || ask.confirmedBy(System.nanoTime(), confirm))
                && !isContradicted(gap);
    }

    /** Whether the socket's trade ids tell of more trades around {@code gap} than the candles have that REST tells. */
    private boolean isContradicted(Gap gap) throws RestException, InterruptedException {
        Optional<TradeJumps.Jump> jump = jumps.over(gap.symbol(), gap.from(), gap.to());
        if (jump.isEmpty()) {
            return false;
        }
        long end = jump.get().to() - 1;
        long told = rest.closed(gap.symbol(), jump.get().from(), end).stream()
                .mapToLong(Candle::trades)
                .sum();
        return told < jump.get().trades();
    }

    /** Reports what was healed, and asks for the rest again later. */
    private void doubt(Ask ask, Verdicts verdicts) {
        long at = System.currentTimeMillis();
        Ask later = ask.answered(System.nanoTime(), pauseAfter(ask.answers()));
        for (GapReport verdict : verdicts.reports(at)) {
            if (verdict.state() == State.HEALED) {
                conclude(verdict);
                continue;
            }
            Gap left = verdict.gap();
            if (verdicts.healed() > 0) {
                left = left.foundAgain(at);
                outlet.report(GapReport.found(left));
            }
            queue.add(later.of(left));
        }
    }

    private OptionalLong firstTrade(Gap gap, long open) {
        return trades.firstTradeId(gap.symbol(), open);
    }

    /** What cannot be empty is asked for ever more seldom, at last once in {@link #SELDOM}. */
    private Duration pauseAfter(int answers) {
        Duration pause = confirm.dividedBy(2).multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, answers - 2)));
        return pause.compareTo(SELDOM) < 0 ? pause : SELDOM;
    }

    /** Takes back that a stretch is empty as far as there are candles now. */
    private void reconsider(Ask look, Verdicts verdicts) {
        if (verdicts.healed() > 0) {
            empties.remove(look.gap());
            verdicts.reports(System.currentTimeMillis()).forEach(this::conclude);
        } else if (look.look() < LOOKS.size()) {
            lookLater(look.gap(), look.look() + 1);
        }
    }

    private void lookLater(Gap empty, int look) {
        long now = System.nanoTime();
        queue.look(new Ask(empty, 0, now, now + LOOKS.get(look - 1).toNanos(), look));
    }

    private void conclude(GapReport verdict) {
        outlet.report(verdict);
        if (verdict.state() == State.EMPTY) {
            metrics.gapEmpty();
            empties.add(verdict.gap());
            lookLater(verdict.gap(), 1);
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
