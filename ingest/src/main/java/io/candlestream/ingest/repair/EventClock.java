package io.candlestream.ingest.repair;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the exchange's time can be at most, by the newest event of its socket and the time that has passed here since: a REST
 * server whose clock runs ahead must not make candles over that the socket still changes. Any thread may ask.
 */
final class EventClock implements LongSupplier {
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** By how much this machine's clock is believed before there is an event. */
    private static final Duration OWN_GRACE = Duration.ofMinutes(1);

    private static final Event NONE = new Event(Long.MIN_VALUE, 0);

    private volatile Event newest = NONE;

    /** @param eventTime epoch milliseconds */
    void take(long eventTime, long nanos) {
        if (eventTime > newest.time()) {
            newest = new Event(eventTime, nanos);
        }
    }

    @Override
    public long getAsLong() {
        Event event = newest;
        if (event.equals(NONE)) {
            return System.currentTimeMillis() + OWN_GRACE.toMillis();
        }
        return event.time()
                + Duration.ofNanos(System.nanoTime() - event.nanos())
                        .plus(GRACE)
                        .toMillis();
    }

    private record Event(long time, long nanos) {}
}
