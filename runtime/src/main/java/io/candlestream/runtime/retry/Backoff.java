package io.candlestream.runtime.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: twice as long each time up to a ceiling, with jitter so that many clients do not
 * come back at once.
 *
 * @param random draws from 0 (inclusive) to 1 (exclusive)
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {
    private static final int LAST_DOUBLING = 20;

    /** Draws the jitter at random. */
    public static Backoff between(Duration first, Duration longest) {
        return new Backoff(first, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Between attempts at a store: it may be away for long, and its rows wait. */
    public static Backoff ofStores() {
        return between(Duration.ofMillis(250), Duration.ofSeconds(5));
    }

    /** The same wait each time, for one client that watches a server start. */
    public static Backoff constant(Duration wait) {
        return new Backoff(wait, wait, () -> 1);
    }

    /** The wait after failure number {@code failures}, counted from 1: between half and all of the full step. */
    public Duration after(int failures) {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, LAST_DOUBLING));
        return Duration.ofMillis(Math.round(full * (0.5 + random.getAsDouble() / 2)));
    }
}
