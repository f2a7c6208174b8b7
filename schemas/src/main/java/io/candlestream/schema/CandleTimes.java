package io.candlestream.schema;

import java.time.Duration;

/** What holds between the times of a candle, all in epoch milliseconds: one definition for both sides and the tools. */
public final class CandleTimes {
    /** How far a candle may open after it was collected: our clock may be wrong, or a simulated market ahead. */
    public static final Duration MOST_AHEAD = Duration.ofDays(1);

    private CandleTimes() {}

    /** Whether a candle that opens and closes so is one of {@code interval}. A trading halt can close it early, never late. */
    public static boolean closesWithin(Interval interval, long openTime, long closeTime) {
        return openTime < closeTime && closeTime < interval.endOf(openTime);
    }

    /** Whether a candle opens so long after it was collected that its time must be wrong. */
    public static boolean isFromTheFuture(long openTime, long collectedAt) {
        return openTime - MOST_AHEAD.toMillis() > collectedAt;
    }
}
