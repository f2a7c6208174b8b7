package io.candlestream.consumer.sink.cassandra;

import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests until each is acknowledged: a bounded number at once, failed ones again after a wait. It stops for a
 * failure that stays, and when for the length of the deadline nothing succeeds. One WARN line a wait, whatever the number
 * of requests.
 *
 * @param target what is written to, for messages
 */
record BoundedSender<T>(
        String target, InFlight<T> inFlight, Duration deadline, Backoff backoff, LongSupplier nanoTime, Pause pause) {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedSender.class);

    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** Returns when {@code send} has succeeded for every item; {@code send} may throw as well as fail. */
    void send(List<T> items, Function<T, CompletionStage<?>> send) throws InterruptedException {
        List<T> left = items;
        int failures = 0;
        long lastSuccess = nanoTime.getAsLong();
        while (true) {
            SendRound<T> round = new SendRound<>(inFlight, send);
            int before = left.size();
            left = round.run(left, deadline)
                    .orElseThrow(() -> away("a request had no answer for " + deadline.toSeconds() + " s"));
            if (left.isEmpty()) {
                return;
            }
            String reason = reason(round.firstFailure().orElseThrow());
            if (left.size() < before) {
                lastSuccess = nanoTime.getAsLong();
            } else if (nanoTime.getAsLong() - lastSuccess >= deadline.toNanos()) {
                throw away(reason + "; no success for " + deadline.toSeconds() + " s");
            }
            Duration wait = backoff.after(++failures);
            String line = "Cannot write to {}: {}; {} requests left, trying again in {} ms";
            LOG.warn(line, target, reason, left.size(), wait.toMillis());
            pause.sleep(wait);
        }
    }

    /** Words for a failure that passes; one that stays is thrown. */
    private String reason(Throwable failure) {
        if (failure instanceof FatalException stop) {
            throw stop;
        }
        if (!CassandraErrors.isTransient(failure)) {
            throw new FatalException("Cannot write to " + target + ": " + CassandraErrors.describe(failure));
        }
        return CassandraErrors.describe(failure);
    }

    /** The same requests may succeed in another task, once Cassandra is back. */
    private FatalException away(String why) {
        return new FatalException("Cannot write to " + target + ": " + why, new UnavailableException(why));
    }
}
