package io.candlestream.consumer.query;

import io.candlestream.consumer.registry.RegistryUnavailableException;
import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides after each failure of the query whether it is started again, and after which wait; one WARN line a retry. */
final class RestartPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPolicy.class);

    private final String goal;
    private final Duration deadline;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final LongPredicate successSince;
    private int failures;
    private long began;
    private long lastFailure;

    /**
     * @param goal what fails, to follow "Cannot"
     * @param deadline how long failures may follow one another without one success
     * @param successSince whether anything has succeeded since a {@code nanoTime}
     */
    RestartPolicy(String goal, Duration deadline, Backoff backoff, LongSupplier nanoTime, LongPredicate successSince) {
        this.goal = goal;
        this.deadline = deadline;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.successSince = successSince;
    }

    /** Whether what failed is a server that may come back. */
    static boolean isTransient(Throwable failure) {
        return RootCause.chain(failure)
                .anyMatch(cause -> cause instanceof RetriableException
                        || cause instanceof TimeoutException
                        || cause instanceof RegistryUnavailableException
                        // The settings were good at start: a name no longer resolves, as when a container is down.
                        || cause instanceof ConfigException);
    }

    /**
     * How long to wait before the next attempt.
     *
     * @throws FatalException when the failure stays, or has stayed for the length of the deadline
     */
    Duration after(Exception failure) {
        if (!isTransient(failure)) {
            throw KafkaErrors.permanent(failure)
                    .map(why -> new FatalException("Cannot " + goal + ": " + why, failure))
                    .orElseGet(() -> RootCause.of(failure));
        }
        long now = nanoTime.getAsLong();
        if (failures == 0 || successSince.test(lastFailure)) {
            failures = 0;
            began = now;
        }
        lastFailure = now;
        failures++;
        String reason = RootCause.message(RootCause.innermost(failure));
        long left = deadline.toMillis() - Duration.ofNanos(now - began).toMillis();
        if (left <= 0) {
            throw new FatalException(
                    "Cannot " + goal + " for " + deadline.toSeconds() + " s: " + reason
                            + " (the checkpoint stands where it was: start again when the servers are back)",
                    new UnavailableException(reason, failure));
        }
        Duration wait = backoff.after(failures);
        LOG.warn("Cannot {}: {}; trying again in {} ms, for {} s", goal, reason, wait.toMillis(), left / 1000);
        return wait;
    }
}
