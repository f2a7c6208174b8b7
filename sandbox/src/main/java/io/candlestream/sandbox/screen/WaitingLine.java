package io.candlestream.sandbox.screen;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows every second how long something has been waited for. */
public final class WaitingLine {
    private WaitingLine() {}

    /** Runs {@code task}, which returns once {@code what} is there. */
    public static void on(String what, DemoScreen screen, Runnable task) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long since = System.nanoTime();
        var unused = clock.scheduleAtFixedRate(
                () -> screen.waiting(what, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since)),
                1,
                1,
                TimeUnit.SECONDS);
        try {
            task.run();
        } finally {
            clock.shutdownNow();
        }
    }
}
