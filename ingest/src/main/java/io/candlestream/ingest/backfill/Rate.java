package io.candlestream.ingest.backfill;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets through so many a second, evenly, with no claim on time that has passed. */
final class Rate {
    /** Shorter waits are not worth a thread's sleep. */
    private static final long LEAST_WAIT = TimeUnit.MILLISECONDS.toNanos(5);

    private final long step;
    private final LongSupplier nanos;
    private final LongConsumer wait;
    private long due;

    /**
     * @param nanos the clock, as {@link System#nanoTime()}
     * @param wait waits so many nanoseconds
     */
    Rate(int perSecond, LongSupplier nanos, LongConsumer wait) {
        this.step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.nanos = nanos;
        this.wait = wait;
        this.due = nanos.getAsLong();
    }

    /** Returns when the next one may go. */
    void take() {
        long now = nanos.getAsLong();
        due = Math.max(due, now) + step;
        long ahead = due - now;
        if (ahead > LEAST_WAIT) {
            wait.accept(ahead);
        }
    }
}
