package io.candlestream.runtime.retry;

import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a server that may answer later: one WARN line for each new reason, and at the end the cause. A rest that the server asks for
 * is waited out, however near the deadline is: an exchange bans who asks within it.
 *
 * @param attempts how many there are at most, within the deadline
 */
public record Retry(Duration deadline, int attempts, Backoff backoff) {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Duration FOREVER = Duration.ofDays(365);
    /** In all. No exchange is known to ban for longer. */
    private static final Duration LONGEST_REST = Duration.ofDays(3);

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
     * What {@code attempt} yields, repeated while it is {@link UnavailableException}. The deadline counts the time without the rests that the
     * server asked for.
     *
     * @param goal what is attempted, to follow "Cannot", such as {@code read topic klines}
     * @throws FatalException at the end, with the last reason, and when the thread is interrupted
     */
    public <T> T until(String goal, Attempt<T> attempt) {
        return until(goal, attempt, FatalException::new);
    }

    /** The same, but an interrupted thread, which stays marked as such, gets an {@link InterruptedException}. */
    public <T> T interruptibly(String goal, Attempt<T> attempt) throws InterruptedException {
        try {
            return until(goal, attempt);
        } catch (FatalException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            throw e;
        }
    }

    /** As the first one with an exception of the caller's in place of {@link FatalException}, made of message and cause. */
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
        Duration rested = Duration.ZERO;
        String logged = "";
        for (int failures = 1; true; failures++) {
            try {
                return attempt.run();
            } catch (UnavailableException e) {
                Duration rest = e.retryAfter().orElse(Duration.ZERO);
                rested = rested.plus(rest);
                end += rest.toNanos();
                Duration delay = rest.isZero() ? backoff.after(failures) : rest;
                boolean late =
                        rest.isZero() ? end - System.nanoTime() <= delay.toNanos() : rested.compareTo(LONGEST_REST) > 0;
                if (failures == attempts || late) {
                    String limit = counted ? " in " + attempts + " attempts" : " within " + deadline.toSeconds() + " s";
                    throw failure.apply("Cannot " + goal + limit + ": " + e.getMessage(), e);
                }
                if (!rest.isZero()) {
                    LOG.warn(
                            "Cannot {} yet: {}; trying again in {} s, as it asks",
                            goal,
                            e.getMessage(),
                            rest.toSeconds());
                } else if (!logged.equals(e.getMessage())) {
                    String limit = counted ? attempts + " times at most" : "for " + deadline.toSeconds() + " s";
                    LOG.warn("Cannot {} yet: {}; trying again {}", goal, e.getMessage(), limit);
                    logged = String.valueOf(e.getMessage());
                }
                Thread.sleep(delay.toMillis());
            }
        }
    }
}
