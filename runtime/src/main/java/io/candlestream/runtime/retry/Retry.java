package io.candlestream.runtime.retry;

import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for a server that may come up later than we: one WARN line for each new reason, and at the deadline the cause. */
public record Retry(Duration deadline, Backoff backoff) {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    /** One try at a server. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws UnavailableException, InterruptedException;
    }

    /**
     * What {@code attempt} yields, repeated while it is {@link UnavailableException}.
     *
     * @param goal what is attempted, to follow "Cannot", such as {@code read topic klines}
     * @throws FatalException at the deadline, with the last reason, and when the thread is interrupted
     */
    public <T> T until(String goal, Attempt<T> attempt) {
        long end = System.nanoTime() + deadline.toNanos();
        String logged = "";
        for (int failures = 1; true; failures++) {
            try {
                return attempt.run();
            } catch (UnavailableException e) {
                Duration delay = e.retryAfter().orElse(backoff.after(failures));
                if (end - System.nanoTime() <= delay.toNanos()) {
                    throw new FatalException(
                            "Cannot " + goal + " within " + deadline.toSeconds() + " s: " + e.getMessage(), e);
                }
                if (!logged.equals(e.getMessage())) {
                    LOG.warn("Cannot {} yet: {}; trying again for {} s", goal, e.getMessage(), deadline.toSeconds());
                    logged = String.valueOf(e.getMessage());
                }
                sleep(delay, goal);
            } catch (InterruptedException e) {
                throw interrupted(goal, e);
            }
        }
    }

    private static void sleep(Duration delay, String goal) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(goal, e);
        }
    }

    private static FatalException interrupted(String goal, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FatalException("Cannot " + goal + ": interrupted while waiting", e);
    }
}
