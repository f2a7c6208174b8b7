package io.candlestream.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the exchange's time: what it said last, for a while, and no later than another source allows. A time that
 * ran ahead is forgotten as soon as an earlier one arrives. Any thread may ask.
 */
final class ServerClock {
    private static final Logger log = LoggerFactory.getLogger(ServerClock.class);
    /** How long a time that was received is good for. */
    private static final Duration AGE = Duration.ofMinutes(1);

    private static final Duration NOTICEABLE = Duration.ofMinutes(1);

    private final LongSupplier latest;
    private long newest = Long.MIN_VALUE;
    private long newestAtNanos;
    private boolean warned;

    /** @param latest what the exchange's time can be at most, epoch milliseconds */
    ServerClock(LongSupplier latest) {
        this.latest = latest;
    }

    /**
     * @param time epoch milliseconds
     * @param date when the answer was made by its own header
     */
    synchronized void update(long time, Optional<Instant> date, Instant own) {
        newest = time;
        newestAtNanos = System.nanoTime();
        Instant serverTime = Instant.ofEpochMilli(time);
        Duration ahead = Duration.between(own, serverTime);
        if (!warned && ahead.compareTo(NOTICEABLE) > 0) {
            warned = true;
            log.warn(
                    "the exchange's time {} is {} s ahead of this machine's{}: a candle that is still open may count as"
                            + " over (have this machine keep time by NTP; ./candlestream doctor compares the clocks)",
                    serverTime,
                    ahead.toSeconds(),
                    date.map(header -> " and "
                                    + Duration.between(header, serverTime).toSeconds()
                                    + " s ahead of its own answer's date " + header.truncatedTo(ChronoUnit.SECONDS))
                            .orElse(""));
        }
    }

    /** Whether {@code moment} (epoch milliseconds) is known to have passed, or the exchange was asked lately. */
    synchronized boolean suffices(long moment) {
        boolean fresh = newest != Long.MIN_VALUE && System.nanoTime() - newestAtNanos < AGE.toNanos();
        return fresh && moment <= newest;
    }

    /** The time as it is by our clock's pace since it was received, epoch milliseconds, and no later than can be. */
    synchronized long now() {
        return Math.min(newest + (System.nanoTime() - newestAtNanos) / 1_000_000, latest.getAsLong());
    }

    /** A time that has passed, epoch milliseconds. */
    synchronized long passed() {
        return Math.min(newest, latest.getAsLong());
    }
}
