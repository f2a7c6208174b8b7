package io.candlestream.consumer;

import io.candlestream.consumer.access.BrokerTrouble;
import io.candlestream.consumer.batch.RootCause;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits at start for the brokers and the topic, and has the consumer's own topics made. */
final class KafkaStart {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    private final ConsumerSettings settings;

    KafkaStart(ConsumerSettings settings) {
        this.settings = settings;
    }

    /** @throws io.candlestream.runtime.settings.FatalException when brokers or topic stay away */
    void check() throws InterruptedException {
        new Patience(settings.startupDeadline(), PAUSE)
                .until(
                        "read topic " + settings.topic() + " at " + settings.brokers(),
                        this::attempt,
                        (failure, waited) -> BrokerTrouble.words(failure).isEmpty(),
                        KafkaStart::reason);
    }

    private boolean attempt() throws ExecutionException, InterruptedException {
        Duration deadline = settings.startupDeadline();
        try (KafkaTopics topics =
                new KafkaTopics(settings, deadline.compareTo(LONGEST_CALL) < 0 ? deadline : LONGEST_CALL)) {
            topics.make();
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
