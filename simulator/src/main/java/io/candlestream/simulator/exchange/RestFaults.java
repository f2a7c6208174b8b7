package io.candlestream.simulator.exchange;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The {@link RestFault} that REST suffers from until it is over; any thread may change it. */
final class RestFaults {
    private static final long LONGEST_SILENCE_SECONDS = 60;

    private final AtomicLong refused = new AtomicLong();
    private Optional<RestFault> present = Optional.empty();

    synchronized void set(RestFault fault) {
        present = Optional.of(fault);
        notifyAll();
    }

    synchronized void clear() {
        present = Optional.empty();
        notifyAll();
    }

    /** How many requests have met a fault. */
    long refused() {
        return refused.get();
    }

    /** A request has met a fault. */
    void count() {
        refused.incrementAndGet();
    }

    /** The fault of this moment; a silent one is met only after a long while, or not at all when it is over. */
    synchronized Optional<RestFault> met() {
        if (present.filter(RestFault.SILENT::equals).isPresent()) {
            awaitEndOf(RestFault.SILENT);
        }
        return present;
    }

    /** Waits until {@code fault} is over, or for a long while. */
    synchronized void awaitEndOf(RestFault fault) {
        count();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SILENCE_SECONDS);
        while (lasts(fault) && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    synchronized boolean lasts(RestFault fault) {
        return present.filter(fault::equals).isPresent();
    }
}
