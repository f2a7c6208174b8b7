package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.Batches.Running;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then at the running batch and warns of one that does not end. */
final class Watchdog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Duration limit;
    private final Supplier<Optional<Running>> running;
    private final Supplier<String> work;
    private final LongSupplier nanoTime;
    private long watched = -1;
    private long warnings;

    /**
     * @param limit after how long to warn, and how long until the next warning
     * @param work says how far the batch has come
     */
    Watchdog(Duration limit, Supplier<Optional<Running>> running, Supplier<String> work, LongSupplier nanoTime) {
        this.limit = limit;
        this.running = running;
        this.work = work;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run() {
        running.get().ifPresent(batch -> {
            if (batch.since() != watched) {
                watched = batch.since();
                warnings = 0;
            }
            Duration age = Duration.ofNanos(nanoTime.getAsLong() - batch.since());
            if (age.dividedBy(limit) > warnings) {
                warnings = age.dividedBy(limit);
                LOG.warn("batch {} has run for {} s: {}", batch.batch(), age.toSeconds(), work.get());
            }
        });
    }
}
