package io.candlestream.sandbox.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C (or SIGTERM) into a request that the demo obeys in order; the process ends with the demo's exit code. */
final class StopSignal {
    private static final Duration LONGEST_END = Duration.ofMinutes(3);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code = 1;

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "demo-stop"));
    }

    private void stopInOrder() {
        requested.countDown();
        try {
            ended.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits for {@code longest}, or less when a stop is requested. */
    void await(Duration longest) {
        try {
            requested.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the demo ran", e);
        }
    }

    /** Says that all is cleaned up, and returns {@code exitCode}. */
    int end(int exitCode) {
        code = exitCode;
        ended.countDown();
        return exitCode;
    }
}
