package io.candlestream.consumer.sink.cassandra;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: twice as long each time up to a ceiling, with jitter so that many clients do not
 * come back at once.
 *
 * @param jitter draws from 0 to 1
 */
public record Backoff(Duration first, Duration most, DoubleSupplier jitter) {
    private static final int LAST_DOUBLING = 20;

    /** The wait after failure number {@code failures}, counted from 1: between half and all of the full step. */
    public Duration after(int failures) {
        long full = Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, LAST_DOUBLING));
        return Duration.ofMillis(Math.round(full * (0.5 + jitter.getAsDouble() / 2)));
    }
}
