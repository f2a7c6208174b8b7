package io.candlestream.producer.topic;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when the broker stops acknowledging what {@link KlinePublisher} sends, long before that stops the program. */
final class AckWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AckWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final AtomicLong underWay = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ack-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long lastProgress = System.nanoTime();
    private boolean silent;

    @SuppressWarnings("FutureReturnValueIgnored") // look() does not throw.
    void start() {
        timer.scheduleAtFixedRate(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    void sent() {
        if (underWay.getAndIncrement() == 0) {
            lastProgress = System.nanoTime();
        }
    }

    void acknowledged() {
        underWay.decrementAndGet();
        lastProgress = System.nanoTime();
    }

    void failed() {
        underWay.decrementAndGet();
    }

    private void look() {
        long waiting = underWay.get();
        Duration since = Duration.ofNanos(System.nanoTime() - lastProgress);
        boolean wasSilent = silent;
        silent = waiting > 0 && since.compareTo(PERIOD) > 0;
        if (silent) {
            log.warn("the broker has acknowledged nothing for {} s; {} updates wait", since.toSeconds(), waiting);
        } else if (wasSilent && since.compareTo(PERIOD) <= 0) {
            log.info("the broker acknowledges again");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
