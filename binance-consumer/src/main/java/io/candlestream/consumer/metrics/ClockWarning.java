package io.candlestream.consumer.metrics;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a clock is behind the producer's, once a minute at most. For one thread. */
public final class ClockWarning {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWarning.class);
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private boolean warned;
    private long warnedAt;

    public ClockWarning() {
        this(System::nanoTime);
    }

    ClockWarning(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Looks at the rows of a batch; returns whether it logged a warning. */
    public boolean check(LatencyHistogram latency) {
        long now = nanoTime.getAsLong();
        if (latency.mostAhead().compareTo(NOTICEABLE) < 0 || (warned && now - warnedAt < MINUTES.toNanos(1))) {
            return false;
        }
        warned = true;
        warnedAt = now;
        LOG.warn(
                "The clock here is at least {} ms behind the producer's: {} rows of the last batch came from the future, and"
                        + " their latency is not known (have both machines keep time by NTP)",
                latency.mostAhead().toMillis(),
                latency.unknown());
        return true;
    }
}
