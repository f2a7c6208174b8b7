package io.candlestream.sandbox.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a server that was just launched. */
public final class StartupWait {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 100;

    private StartupWait() {}

    /**
     * Returns once {@code question} is answered.
     *
     * @throws IllegalStateException with the server's last lines, when it has ended or does not answer in time
     */
    public static void await(String server, ChildJvm process, Callable<?> question) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        try {
            while (true) {
                try {
                    question.call();
                    return;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    if (!process.alive() || System.nanoTime() > deadline) {
                        throw new IllegalStateException(server + " does not start:\n" + process.tail(), e);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + server + " started", e);
        }
    }
}
