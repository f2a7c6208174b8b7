package io.candlestream.consumer.sink.topic;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;

/**
 * Writes again after each failure that passes.
 *
 * @param goal to follow "Cannot"
 * @param deadline how long one write may fail
 * @param retried is run each time that a write failed and waits for another attempt
 */
record WriteRetry(String goal, Duration deadline, Runnable retried) {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    <T> T until(Retry.Attempt<T> attempt) throws InterruptedException {
        try {
            return new Retry(deadline, Backoff.between(FIRST_WAIT, LONGEST_WAIT)).until(goal, () -> {
                try {
                    return attempt.run();
                } catch (UnavailableException e) {
                    retried.run();
                    throw e;
                }
            });
        } catch (FatalException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw interrupt;
            }
            throw e;
        }
    }

    WriteFailure failure(Exception failure) {
        return new WriteFailure(goal, failure);
    }
}
