package io.candlestream.runtime.retry;

import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a server that may answer later: one WARN line for each new reason, and at the end the cause.
 *
 * @param attempts how many there are at most, within the deadline
 */
public record Retry(Duration deadline, int attempts, Backoff backoff) {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Duration FOREVER = Duration.ofDays(365);

    /** As many attempts as the deadline leaves time for. */
    public Retry(Duration deadline, Backoff backoff) {
        this(deadline, Integer.MAX_VALUE, backoff);
    }

    /** So many attempts, however long each takes. */
    public static Retry times(int attempts, Backoff backoff) {
        return new Retry(FOREVER, attempts, backoff);
    }

    /** One try at a server. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws UnavailableException, InterruptedException;
    }

    /**
     * What {@code attempt} yields, repeated while it is {@link UnavailableException}.
     *
     * @param goal what is attempted, to follow "Cannot", such as {@code read topic klines}
     * @throws FatalException at the end, with the last reason, and when the thread is interrupted
     */
    public <T> T until(String goal, Attempt<T> attempt) {
        return until(goal, attempt, FatalException::new);
    }

    /** The same with an exception of the caller's in place of {@link FatalException}, made of message and cause. */
    public <T> T until(String goal, Attempt<T> attempt, BiFunction<String, Throwable, RuntimeException> failure) {
        try {
            return repeated(goal, attempt, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply("Cannot " + goal + ": interrupted while waiting", e);
        }
    }

    private <T> T repeated(String goal, Attempt<T> attempt, BiFunction<String, Throwable, RuntimeException> failure)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        boolean counted = deadline.equals(FOREVER);
        String logged = "";
        for (int failures = 1; true; failures++) {
            try {
                return attempt.run();
            } catch (UnavailableException e) {
                Duration delay = e.retryAfter().orElse(backoff.after(failures));
                if (failures == attempts || end - System.nanoTime() <= delay.toNanos()) {
                    String limit = counted ? " in " + attempts + " attempts" : " within " + deadline.toSeconds() + " s";
                    throw failure.apply("Cannot " + goal + limit + ": " + e.getMessage(), e);
                }
                if (!logged.equals(e.getMessage())) {
                    String limit = counted ? attempts + " times at most" : "for " + deadline.toSeconds() + " s";
                    LOG.warn("Cannot {} yet: {}; trying again {}", goal, e.getMessage(), limit);
                    logged = String.valueOf(e.getMessage());
                }
                Thread.sleep(delay.toMillis());
            }
        }
    }
}
