package io.candlestream.ingest.channel;

import java.time.Instant;
import java.util.Locale;

/**
 * A stretch of one symbol's events that are missing.
 *
 * @param from where the first of them stands, epoch milliseconds: a candle's open time
 * @param to where the first event after them stands, epoch milliseconds
 * @param foundAt epoch milliseconds
 */
public record Gap(String symbol, long from, long to, Cause cause, long foundAt) {
    /** The end of a gap whose finder cannot know the exchange's time. */
    public static final long NO_END = Long.MAX_VALUE;

    public Gap between(long newFrom, long newTo) {
        return new Gap(symbol, newFrom, newTo, cause, foundAt);
    }

    /** What of it is past when the place of this moment begins at {@code current}. */
    public Gap until(long current) {
        return to <= current ? this : between(from, Math.max(from, current));
    }

    /** This gap and the {@code later} one that begins within it or at its end. */
    public Gap joinedWith(Gap later) {
        return new Gap(symbol, from, Math.max(to, later.to), cause, Math.max(foundAt, later.foundAt));
    }

    /** What is left of a gap that was healed in part counts as found then. */
    public Gap foundAgain(long at) {
        return new Gap(symbol, from, to, cause, at);
    }

    public boolean isFollowedBy(Gap later) {
        return symbol.equals(later.symbol) && from <= later.from && later.from <= to;
    }

    /** For the log. */
    @Override
    public String toString() {
        return symbol + " from " + Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(to);
    }

    /** How a gap was found; the lower-case name is what the topic of the gaps and the logs show. */
    public enum Cause {
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
