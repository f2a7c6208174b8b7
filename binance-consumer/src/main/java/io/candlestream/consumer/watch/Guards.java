package io.candlestream.consumer.watch;

import io.candlestream.runtime.program.Program;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads on which a running query is watched. */
public final class Guards implements AutoCloseable {
    private static final int SECONDS = 3;

    /** One each: a broker that does not answer must not keep the watchdog waiting. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "guard");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs {@code guard} every few seconds; it must not throw. */
    public void watch(Runnable guard) {
        var unused = threads.scheduleWithFixedDelay(Program.ending(guard), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
