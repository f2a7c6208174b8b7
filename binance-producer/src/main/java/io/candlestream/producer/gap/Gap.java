package io.candlestream.producer.gap;

import java.time.Instant;
import java.util.Locale;

/**
 * A stretch of candles that are missing.
 *
 * @param from the open time of the first of them, epoch milliseconds
 * @param to the open time of the first candle after them, epoch milliseconds
 * @param foundAt epoch milliseconds
 */
record Gap(String symbol, long from, long to, Cause cause, long foundAt) {
    /** The end of a gap whose finder cannot know the exchange's time. */
    static final long NO_END = Long.MAX_VALUE;

    Gap between(long newFrom, long newTo) {
        return new Gap(symbol, newFrom, newTo, cause, foundAt);
    }

    /** What of it is past when the candle of this moment opens at {@code current}. */
    Gap until(long current) {
        return to <= current ? this : between(from, Math.max(from, current));
    }

    /** This gap and the {@code later} one that begins within it or at its end. */
    Gap joinedWith(Gap later) {
        return new Gap(symbol, from, Math.max(to, later.to), cause, Math.max(foundAt, later.foundAt));
    }

    /** What is left of a gap that was healed in part is found then. */
    Gap foundAgain(long at) {
        return new Gap(symbol, from, to, cause, at);
    }

    boolean isFollowedBy(Gap later) {
        return symbol.equals(later.symbol) && from <= later.from && later.from <= to;
    }

    /** For the log. */
    @Override
    public String toString() {
        return symbol + " from " + Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to);
    }

    /** How a gap was found; the lower-case name is what the topic of the gaps and the logs show. */
    enum Cause {
        /** The producer was away. */
        RESTART,
        /** The connection was. */
        RECONNECT,
        /** The trades of candles that follow one another do not. */
        TRADE_IDS,
        /** A place in the interval's grid was skipped. */
        GRID,
        /** The candle's closing update did not come in time. */
        LATE_CLOSE,
        /** The topic's records were deleted before the consumer read them; it asks for what they held. */
        LOSS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
