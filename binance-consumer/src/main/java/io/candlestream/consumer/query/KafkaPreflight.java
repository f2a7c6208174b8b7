package io.candlestream.consumer.query;

import io.candlestream.consumer.settings.KafkaSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Waits at start for the brokers and a query's topics, and has the consumer's own topics made.
 *
 * @param deadline how long brokers and topics may be away, zero for one attempt
 */
record KafkaPreflight(KafkaSettings kafka, QuerySettings query, Duration deadline) {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    /** @throws FatalException when brokers or topics stay away */
    void check() {
        String goal = "read topic " + query.foreignTopics() + " at " + kafka.brokers();
        new Retry(deadline, Backoff.constant(PAUSE)).until(goal, () -> attempt(goal));
    }

    private boolean attempt(String goal) throws UnavailableException, InterruptedException {
        boolean brief = !deadline.isZero() && deadline.compareTo(LONGEST_CALL) < 0;
        try (KafkaTopics topics = new KafkaTopics(kafka, brief ? deadline : LONGEST_CALL)) {
            topics.make(query.streams());
            return true;
        } catch (ExecutionException | KafkaException e) {
            Optional<String> permanent = KafkaErrors.permanent(e);
            if (permanent.isPresent()) {
                throw new FatalException("Cannot " + goal + ": " + permanent.get(), e);
            }
            throw new UnavailableException(reason(e), e);
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = RootCause.innermost(failure);
        return cause instanceof UnknownTopicOrPartitionException
                ? RootCause.message(cause) + " (ASSET_PRICES_TOPIC; the producer makes the topic)"
                : KafkaErrors.describe(failure);
    }
}
