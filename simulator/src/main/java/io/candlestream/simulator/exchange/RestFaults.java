package io.candlestream.simulator.exchange;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The {@link RestFault} that REST suffers from until it is over; any thread may change it. */
final class RestFaults {
    private static final long LONGEST_SILENCE_SECONDS = 60;

    private final AtomicLong refused = new AtomicLong();
    private Optional<RestFault> present = Optional.empty();
    /** Whose requests meet it; all when it is empty. */
    private Optional<String> only = Optional.empty();

    synchronized void set(RestFault fault) {
        present = Optional.of(fault);
        only = Optional.empty();
        notifyAll();
    }

    synchronized void set(RestFault fault, String symbol) {
        set(fault);
        only = Optional.of(symbol);
    }

    synchronized void clear() {
        present = Optional.empty();
        only = Optional.empty();
        notifyAll();
    }

    /** How many requests have met a fault. */
    long refused() {
        return refused.get();
    }

    void count() {
        refused.incrementAndGet();
    }

    /**
     * The fault of this moment; a silent one is met only after a long while, or not at all when it is over.
     *
     * @param symbol what the request names, empty when it names none
     */
    synchronized Optional<RestFault> met(String symbol) {
        if (only.isPresent() && !only.get().equals(symbol)) {
            return Optional.empty();
        }
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
