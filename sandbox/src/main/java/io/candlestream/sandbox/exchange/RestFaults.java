package io.candlestream.sandbox.exchange;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The {@link RestFault} that REST suffers from until it is mended; any thread may change it. */
final class RestFaults {
    private static final long LONGEST_SILENCE_SECONDS = 60;

    private final AtomicLong refused = new AtomicLong();
    private Optional<RestFault> present = Optional.empty();

    synchronized void set(RestFault fault) {
        present = Optional.of(fault);
        notifyAll();
    }

    synchronized void mend() {
        present = Optional.empty();
        notifyAll();
    }

    /** How many requests have met a fault. */
    long refused() {
        return refused.get();
    }

    /** The fault that this request meets; a silent one is met only after a long while, or not at all when it is mended. */
    synchronized Optional<RestFault> met() {
        if (present.isPresent()) {
            refused.incrementAndGet();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SILENCE_SECONDS);
        while (present.filter(RestFault.SILENT::equals).isPresent() && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return present;
            }
        }
        return present;
    }
}
