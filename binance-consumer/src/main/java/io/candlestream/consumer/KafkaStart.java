package io.candlestream.consumer;

import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.batch.RootCause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits at start for the brokers and the topic, and makes the topic of the dead letters when it is missing. */
final class KafkaStart {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_CALL_MS = 5000;

    private final ConsumerSettings settings;

    KafkaStart(ConsumerSettings settings) {
        this.settings = settings;
    }

    /** @throws io.candlestream.settings.StopException when brokers or topic stay away */
    void check() throws InterruptedException {
        new Patience(settings.startupDeadline(), PAUSE)
                .until(
                        "read topic " + settings.topic() + " at " + settings.brokers(),
                        this::attempt,
                        (failure, waited) -> true,
                        KafkaStart::reason);
    }

    private boolean attempt() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clientSettings())) {
            admin.describeTopics(List.of(settings.topic())).allTopicNames().get();
            makeDeadLetterTopic(admin);
            return true;
        }
    }

    private Map<String, Object> clientSettings() {
        int callTime =
                (int) Math.min(LONGEST_CALL_MS, settings.startupDeadline().toMillis());
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, callTime);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, callTime);
        return client;
    }

    private void makeDeadLetterTopic(Admin admin) throws ExecutionException, InterruptedException {
        NewTopic dead = new NewTopic(settings.deadLetterTopic(), Optional.empty(), Optional.empty())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DeadLetterTopic.MAX_BYTES)));
        try {
            if (!admin.listTopics().names().get().contains(settings.deadLetterTopic())) {
                admin.createTopics(List.of(dead)).all().get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = RootCause.innermost(failure);
        String wayOut = cause instanceof UnknownTopicOrPartitionException
                ? " (ASSET_PRICES_TOPIC; the producer makes the topic)"
                : " (REDPANDA_BROKERS)";
        return RootCause.words(cause) + wayOut;
    }
}
