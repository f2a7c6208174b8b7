package io.candlestream.bench.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what shows itself to nobody but the one who looks. */
public final class Wait {
    private static final Duration POLL = Duration.ofMillis(5);

    private Wait() {}

    /** Whether {@code state} came about within {@code patience}; looks every 5 ms. */
    public static boolean until(Duration patience, BooleanSupplier state) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }
}
