package io.candlestream.sandbox.testbed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits. */
public final class Pause {
    private Pause() {}

    /** Returns after {@code time}. */
    public static void of(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted amid a drill", e);
        }
    }
}
