package io.candlestream.consumer.sink.topic;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import java.time.Duration;

/**
 * Writes again after each failure that passes.
 *
 * @param goal to follow "Cannot"
 * @param deadline how long one write may fail
 * @param retried is run each time that a write failed and waits for another attempt
 */
record WriteRetry(String goal, Duration deadline, Runnable retried) {
    <T> T until(Retry.Attempt<T> attempt) throws InterruptedException {
        return new Retry(deadline, Backoff.ofStores()).interruptibly(goal, () -> {
            try {
                return attempt.run();
            } catch (UnavailableException e) {
                retried.run();
                throw e;
            }
        });
    }

    WriteFailure failure(Exception failure) {
        return new WriteFailure(goal, failure);
    }
}
