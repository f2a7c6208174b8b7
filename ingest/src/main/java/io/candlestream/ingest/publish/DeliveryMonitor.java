package io.candlestream.ingest.publish;

import io.candlestream.runtime.program.Program;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when the broker stops acknowledging what {@link RecordPublisher} sends, long before that stops the program. */
final class DeliveryMonitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeliveryMonitor.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final AtomicLong underWay = new AtomicLong();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Program.daemons("delivery-monitor"));
    private volatile long lastProgress = System.nanoTime();
    private boolean silent;

    @SuppressWarnings("FutureReturnValueIgnored") // look() does not throw.
    void start() {
        timer.scheduleAtFixedRate(
                Program.ending(this::look), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when that was, by {@link System#nanoTime}. */
    long sent() {
        long now = System.nanoTime();
        if (underWay.getAndIncrement() == 0) {
            lastProgress = now;
        }
        return now;
    }

    /** Returns when that was, by {@link System#nanoTime}. */
    long acknowledged() {
        underWay.decrementAndGet();
        long now = System.nanoTime();
        lastProgress = now;
        return now;
    }

    void failed() {
        underWay.decrementAndGet();
    }

    private void look() {
        boolean wasSilent = silent;
        Optional<String> trouble = trouble();
        silent = trouble.isPresent();
        trouble.ifPresent(log::warn);
        if (wasSilent && !silent && sinceProgress().compareTo(PERIOD) <= 0) {
            log.info("the broker acknowledges again");
        }
    }

    /** Says when updates wait and none was acknowledged of late; for any thread. */
    Optional<String> trouble() {
        long waiting = underWay.get();
        Duration since = sinceProgress();
        return waiting > 0 && since.compareTo(PERIOD) > 0
                ? Optional.of("the broker has acknowledged nothing for " + since.toSeconds() + " s; " + waiting
                        + " updates wait")
                : Optional.empty();
    }

    private Duration sinceProgress() {
        return Duration.ofNanos(System.nanoTime() - lastProgress);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
