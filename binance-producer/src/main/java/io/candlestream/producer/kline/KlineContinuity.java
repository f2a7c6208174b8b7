package io.candlestream.producer.kline;

import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known and what is missing of one symbol's candles, by the interval's grid and by the ids of their trades.
 *
 * <p>Every place in the grid before {@code next} is closed, or noted as missing, or given up as a gap. A closing update may
 * come late or out of order, so a place is only noted at first: its own closing update strikes it out again, and what has
 * been missing for a while is a gap.
 */
final class KlineContinuity implements Continuity<Kline> {
    private final String symbol;
    private final Interval interval;
    private final List<Missing> missing = new ArrayList<>();
    private final TradeChain chain = new TradeChain();
    private OptionalLong next = OptionalLong.empty();
    private boolean seenNext;
    /** Why the next gap is one, when something is known to have been interrupted since the newest update. */
    private Optional<Cause> interruption = Optional.empty();

    KlineContinuity(String symbol, Interval interval) {
        this.symbol = symbol;
        this.interval = interval;
    }

    /**
     * Goes on from candles that were published before the program started.
     *
     * @param first the open time of the oldest
     * @param closed the open times of those that are complete
     * @param bound what was over at this time may stay missing; epoch milliseconds
     */
    synchronized void resume(long first, NavigableSet<Long> closed, long bound, long nanos) {
        next = OptionalLong.of(first);
        next = OptionalLong.of(Math.max(first, openOf(bound)));
        interruption = Optional.of(Cause.RESTART);
        for (long open : closed.tailSet(next.getAsLong())) {
            skipTo(open, Cause.RESTART, nanos);
            close(open);
        }
    }

    @Override
    public synchronized void settle(long from, long to) {
        if (next.isPresent() && from <= next.getAsLong() && next.getAsLong() < to) {
            next = OptionalLong.of(to);
            seenNext = false;
        }
        List<Missing> settled =
                missing.stream().filter(stretch -> stretch.overlaps(from, to)).toList();
        missing.removeAll(settled);
        settled.forEach(stretch -> missing.addAll(stretch.without(from, to)));
    }

    /** What an earlier run knew of the trades, as {@link TradeChain#remember} says. */
    synchronized void remember(Map<Long, Long> firstTradeIds) {
        chain.remember(firstTradeIds);
    }

    /** The first trade from {@code open} on, as {@link TradeChain#firstId} says. */
    synchronized OptionalLong firstTradeId(long open) {
        return chain.firstId(open);
    }

    synchronized Optional<TradeChain.Span> tradesAround(long from, long to) {
        return chain.around(from, to);
    }

    @Override
    public synchronized void interrupt() {
        interruption = interruption.or(() -> Optional.of(Cause.RECONNECT));
    }

    @Override
    public synchronized void take(Kline kline, long nanos) {
        long open = kline.openTime();
        if (!interval.opensAt(open) || open > kline.eventTime()) {
            return; // The consumer makes a dead letter of it; here it would tear a gap.
        }
        if (next.isEmpty()) {
            next = OptionalLong.of(open);
        }
        long expected = next.getAsLong();
        skipTo(open, seenNext && interval.endOf(expected) == open ? Cause.LATE_CLOSE : Cause.GRID, nanos);
        interruption = Optional.empty();
        chain.see(kline);
        if (kline.closed() && ClosedCandle.isPossible(kline)) {
            close(open);
            chain.link(kline, interval.endOf(open))
                    .ifPresent(from -> missing.add(new Missing(from, interval.endOf(open), Cause.TRADE_IDS, nanos)));
        } else {
            seenNext |= open == next.getAsLong();
        }
    }

    @Override
    public synchronized void expect(long now, long nanos) {
        if (next.isPresent()) {
            skipTo(openOf(now), Cause.LATE_CLOSE, nanos);
        }
    }

    @Override
    public synchronized List<Gap> overdue(long nanos, long wallTime) {
        List<Missing> due = missing.stream()
                .filter(stretch -> stretch.since() - nanos < 0)
                .sorted(Comparator.comparingLong(Missing::from))
                .toList();
        missing.removeAll(due);
        List<Gap> gaps = new ArrayList<>();
        for (Missing stretch : due) {
            Gap gap = new Gap(symbol, stretch.from(), stretch.to(), stretch.cause(), wallTime);
            int last = gaps.size() - 1;
            if (last >= 0 && gaps.get(last).isFollowedBy(gap)) {
                gaps.set(last, gaps.get(last).joinedWith(gap));
            } else {
                gaps.add(gap);
            }
        }
        return gaps;
    }

    /** The open time of the candle of this moment, counted from a known one: the grid of 3-day candles is documented nowhere. */
    private long openOf(long now) {
        long known = next.getAsLong();
        long length = interval.endOf(known) - known;
        return interval == Interval.MONTH_1
                ? interval.openOf(now)
                : known + Math.floorDiv(now - known, length) * length;
    }

    private void skipTo(long open, Cause otherwise, long nanos) {
        long from = next.getAsLong();
        if (open > from) {
            missing.add(new Missing(from, open, interruption.orElse(otherwise), nanos));
            next = OptionalLong.of(open);
            seenNext = false;
        }
    }

    private void close(long open) {
        settle(open, interval.endOf(open));
    }

    /** A stretch of candles that did not come, or not whole; {@code since} when, by the clock of {@link System#nanoTime}. */
    private record Missing(long from, long to, Cause cause, long since) {
        /** Whether closing updates between these times are what is missing. One that broke the chain was there already. */
        boolean overlaps(long begin, long end) {
            return cause != Cause.TRADE_IDS && from < end && begin < to;
        }

        List<Missing> without(long begin, long end) {
            List<Missing> rest = new ArrayList<>();
            if (from < begin) {
                rest.add(new Missing(from, begin, cause, since));
            }
            if (end < to) {
                rest.add(new Missing(end, to, cause, since));
            }
            return rest;
        }
    }
}
