package io.candlestream.producer.channel;

import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;

/** Judges the times of an event. */
public final class EventTimes {
    /** In March 1973; a time in seconds is smaller until the year 5138. */
    private static final long FIRST = 100_000_000_000L;

    private EventTimes() {}

    /** Refuses an event whose earliest time, in epoch milliseconds, can only be one in seconds. */
    public static void requireMillis(long earliest) throws RejectedException {
        if (earliest < FIRST) {
            throw new RejectedException(
                    RejectCause.OUT_OF_RANGE, "a time in seconds, not in milliseconds: " + earliest);
        }
    }
}
