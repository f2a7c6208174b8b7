package io.candlestream.consumer.query;

import io.candlestream.consumer.access.BrokerTrouble;
import io.candlestream.consumer.access.Patience;
import io.candlestream.consumer.batch.RootCause;
import io.candlestream.consumer.settings.KafkaSettings;
import io.candlestream.consumer.settings.QuerySettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Waits at start for the brokers and a query's topics, and has the consumer's own topics made.
 *
 * @param deadline how long brokers and topics may be away
 */
record KafkaPreflight(KafkaSettings kafka, QuerySettings query, Duration deadline) {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    /** @throws io.candlestream.runtime.settings.FatalException when brokers or topics stay away */
    void check() throws InterruptedException {
        new Patience(deadline, PAUSE)
                .until(
                        "read topic " + query.foreignTopics() + " at " + kafka.brokers(),
                        this::attempt,
                        (failure, waited) -> BrokerTrouble.words(failure).isEmpty(),
                        KafkaPreflight::reason);
    }

    private boolean attempt() throws ExecutionException, InterruptedException {
        try (KafkaTopics topics =
                new KafkaTopics(kafka, deadline.compareTo(LONGEST_CALL) < 0 ? deadline : LONGEST_CALL)) {
            topics.make(query.streams());
            return true;
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = RootCause.innermost(failure);
        String wayOut = cause instanceof UnknownTopicOrPartitionException
                ? " (ASSET_PRICES_TOPIC; the producer makes the topic)"
                : " (REDPANDA_BROKERS, kafka.security.protocol)";
        return BrokerTrouble.words(failure).orElseGet(() -> RootCause.words(cause) + wayOut);
    }
}
