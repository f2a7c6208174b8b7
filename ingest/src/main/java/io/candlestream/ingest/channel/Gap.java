package io.candlestream.ingest.channel;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A stretch of one symbol's events that are missing.
 *
 * @param from the position of the first of them, as {@link Event#position} counts: a candle's open time, a trade's id
 * @param to the position of the first event after them
 * @param times when that was; empty where positions are times themselves
 * @param foundAt epoch milliseconds
 */
public record Gap(String symbol, long from, long to, Optional<Times> times, Cause cause, long foundAt) {
    /** The end of a gap whose finder cannot know the exchange's time. */
    public static final long NO_END = Long.MAX_VALUE;

    /** A gap between two times, epoch milliseconds. */
    public Gap(String symbol, long from, long to, Cause cause, long foundAt) {
        this(symbol, from, to, Optional.empty(), cause, foundAt);
    }

    /** No event that is missing was made earlier, epoch milliseconds. */
    public long fromTime() {
        return times.map(Times::from).orElse(from);
    }

    /** Every event that is missing was made earlier, epoch milliseconds. */
    public long toTime() {
        return times.map(Times::to).orElse(to);
    }

    public Gap between(long newFrom, long newTo) {
        return new Gap(symbol, newFrom, newTo, times, cause, foundAt);
    }

    /** What of it lies in {@code range}; where it begins and ends with it, its times do too. */
    public Gap within(EventHistory.Range range) {
        Optional<Times> part = times.map(own -> range.times().orElse(own))
                .map(known -> new Times(
                        range.from() == from ? fromTime() : known.from(), range.to() == to ? toTime() : known.to()));
        return new Gap(symbol, range.from(), range.to(), part, cause, foundAt);
    }

    /** What of it is past when the place of this moment begins at {@code current}; what is between two known events is. */
    public Gap until(long current) {
        return times.isPresent() || to <= current ? this : between(from, Math.max(from, current));
    }

    /** This gap, which goes on with the {@code later} one that begins within it or at its end. */
    public Gap lengthenedBy(Gap later) {
        Optional<Times> both =
                times.flatMap(own -> later.times.map(other -> new Times(own.from(), Math.max(own.to(), other.to()))));
        return new Gap(symbol, from, Math.max(to, later.to), both, cause, foundAt);
    }

    /** As {@link #lengthenedBy}, found when the later one was. */
    public Gap joinedWith(Gap later) {
        Gap both = lengthenedBy(later);
        return new Gap(symbol, both.from, both.to, both.times, cause, Math.max(foundAt, later.foundAt));
    }

    /** What is left at {@code now} of a gap that was healed in part counts as found then, as {@link #outcomeAt} says. */
    public Gap foundAgain(long now) {
        return new Gap(symbol, from, to, times, cause, outcomeAt(now));
    }

    /**
     * Since when something else holds for it that is seen {@code now}, epoch milliseconds: later than it was found, whatever the clock
     * says that was set meanwhile, or that is another machine's. What is older would not replace it.
     */
    public long outcomeAt(long now) {
        return Math.max(now, foundAt + 1);
    }

    /** This gap of numbered events, from an earlier time on: no event that is missing was made before. */
    public Gap begunAt(long time) {
        return new Gap(symbol, from, to, times.map(known -> new Times(time, known.to())), cause, foundAt);
    }

    public boolean isFollowedBy(Gap later) {
        return symbol.equals(later.symbol) && from <= later.from && later.from <= to;
    }

    /** For the log. */
    @Override
    public String toString() {
        String ids = times.isPresent() ? " (ids " + from + " to " + (to - 1) + ")" : "";
        return symbol + " from " + Instant.ofEpochMilli(fromTime()) + " to " + Instant.ofEpochMilli(toTime()) + ids;
    }

    /**
     * When a stretch of numbered events was, epoch milliseconds.
     *
     * The exchange's times step back by some milliseconds: where the event behind was made before the one before, it is from the earlier one
     * to the later one.
     *
     * @param from the time of the event before it
     * @param to one millisecond after the event behind it: many events can share a millisecond
     */
    public record Times(long from, long to) {
        public Times {
            if (to <= from) {
                long earlier = to - 1;
                to = from + 1;
                from = earlier;
            }
        }
    }

    /** How a gap was found; the lower-case name is what the topic of the gaps and the logs show. */
    public enum Cause {
        /** The producer was away. */
        RESTART,
        /** The connection was. */
        RECONNECT,
        /** The ids of trades that follow one another do not. */
        TRADE_IDS,
        /** A place in the interval's grid was skipped. */
        GRID,
        /** The candle's closing update did not come in time. */
        LATE_CLOSE,
        /** The numbering of the events began again; what was made between the two may be missing. */
        EPOCH,
        /** The topic's records were deleted before the consumer read them; it asks for what they held. */
        LOSS,
        /** The source of a backfill does not have them. */
        BACKFILL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
