package io.candlestream.consumer.query;

import io.candlestream.runtime.program.Program;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads on which a running query is monitored. */
final class Monitors implements AutoCloseable {
    private static final int SECONDS = 3;

    /** One each: a broker that does not answer must not keep the watchdog waiting. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "monitor");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs {@code monitor} every few seconds; it must not throw. */
    void watch(Runnable monitor) {
        var unused = threads.scheduleWithFixedDelay(Program.ending(monitor), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
