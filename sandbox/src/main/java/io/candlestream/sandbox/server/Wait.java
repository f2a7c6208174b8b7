package io.candlestream.sandbox.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what does not say when it is there. */
public final class Wait {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private Wait() {}

    /** Returns after {@code time}, where there is nothing to look at. */
    public static void of(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it waited", e);
        }
    }

    /** What {@code look} sees, once it is {@code settled} or after {@code patience}. */
    public static <T> T settled(Duration patience, Predicate<T> settled, Supplier<T> look) {
        long begin = System.nanoTime();
        T seen = look.get();
        while (!settled.test(seen) && System.nanoTime() - begin < patience.toNanos()) {
            of(LOOK_AGAIN);
            seen = look.get();
        }
        return seen;
    }

    /** Whether {@code state} came about within {@code patience}; looks as often as {@code poll} says. */
    public static boolean until(Duration patience, Duration poll, BooleanSupplier state) {
        long start = System.nanoTime();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(poll.toNanos()); // a sleep would last a millisecond at least
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while it waited");
            }
        }
        return true;
    }
}
