package io.candlestream.ingest.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The delays between attempts at one server: exponential growth with full jitter, so that many clients that lost it at one
 * moment do not come back at one moment.
 *
 * <p>Delay n is uniform in [0, min(cap, base * 2^n)).
 */
public final class Backoff {
    private final long base;
    private final long cap;
    private final DoubleSupplier random;
    private long ceiling;

    /** @param random uniform in [0, 1) */
    public Backoff(Duration base, Duration cap, DoubleSupplier random) {
        this.cap = cap.toNanos();
        this.base = Math.min(base.toNanos(), this.cap);
        this.random = random;
        this.ceiling = this.base;
    }

    /** The delay before the next attempt. */
    public Duration next() {
        Duration delay = Duration.ofNanos((long) ((double) ceiling * random.getAsDouble()));
        ceiling = Math.min(cap, ceiling * 2);
        return delay;
    }

    /** Starts again at the base: the server has been well since the last attempt. */
    public void reset() {
        ceiling = base;
    }
}
