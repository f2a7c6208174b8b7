package io.candlestream.consumer.query;

import io.candlestream.runtime.program.Program;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.ThreadUtils;

/** The threads on which a running query is monitored. */
final class Monitors implements AutoCloseable {
    private static final int SECONDS = 3;

    /** One each: a broker that does not answer must not keep the watchdog waiting. */
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(2, ThreadUtils.createThreadFactory("monitor", true));

    /** Runs {@code monitor} every few seconds; it must not throw. */
    void watch(Runnable monitor) {
        var unused = threads.scheduleWithFixedDelay(Program.ending(monitor), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
