package io.candlestream.sandbox.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits. */
final class Pause {
    private Pause() {}

    /** Returns after {@code time}. */
    static void of(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted amid a drill", e);
        }
    }
}
