package io.candlestream.sandbox.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits a fixed time, where there is nothing to look at. */
public final class Pause {
    private Pause() {}

    /** Returns after {@code time}. */
    public static void of(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it waited", e);
        }
    }
}
