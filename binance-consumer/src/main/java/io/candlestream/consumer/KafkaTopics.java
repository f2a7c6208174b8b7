package io.candlestream.consumer;

import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.guard.TopicState;
import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** What the brokers say of the topics, and the making of those that the consumer itself needs. */
final class KafkaTopics implements AutoCloseable {
    private final ConsumerSettings settings;
    private final Admin admin;

    /** @param longestCall how long one question may take */
    KafkaTopics(ConsumerSettings settings, Duration longestCall) {
        this.settings = settings;
        Map<String, Object> client = new HashMap<>(settings.kafka());
        int callTime = (int) longestCall.toMillis();
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, callTime);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, callTime);
        this.admin = admin(client);
    }

    /** @throws SettingsException for what Kafka does not take, as long as the brokers' names are known at all */
    private static Admin admin(Map<String, Object> client) {
        try {
            return Admin.create(client);
        } catch (KafkaException e) {
            if (KafkaErrors.isUnresolved(e)) {
                throw e;
            }
            throw new SettingsException(
                    "Cannot use the settings under kafka: " + RootCause.message(RootCause.innermost(e)), e);
        }
    }

    /** Makes the topics of the dead letters and of the gaps where they are missing; fails without the topic of klines. */
    void make() throws ExecutionException, InterruptedException {
        describe(List.of(settings.topic()));
        Set<String> there = admin.listTopics().names().get();
        NewTopic dead = new NewTopic(settings.deadLetterTopic(), Optional.empty(), Optional.empty())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DeadLetterTopic.MAX_BYTES)));
        make(dead, there);
        if (settings.gapsTable().isPresent()) {
            make(new NewTopic(settings.gapsTopic(), Optional.of(1), Optional.empty()), there);
        }
    }

    private void make(NewTopic topic, Set<String> there) throws ExecutionException, InterruptedException {
        try {
            if (!there.contains(topic.name())) {
                admin.createTopics(List.of(topic)).all().get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The ids of the topics that are read; empty where the brokers know none. */
    Map<String, String> ids() throws ExecutionException, InterruptedException {
        return describe(settings.topics()).stream()
                .collect(Collectors.toMap(TopicDescription::name, topic -> id(topic.topicId())));
    }

    /** The state of the topics that are read. */
    List<TopicState> states() throws ExecutionException, InterruptedException {
        Collection<TopicDescription> topics = describe(settings.topics());
        Map<TopicPartition, Long> first = offsets(topics, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(topics, OffsetSpec.latest());
        return topics.stream()
                .map(topic -> new TopicState(
                        topic.name(), id(topic.topicId()), of(topic.name(), first), of(topic.name(), end)))
                .toList();
    }

    private Collection<TopicDescription> describe(List<String> topics) throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values();
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicDescription> topics, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topics.forEach(topic -> topic.partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), spec)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static Map<Integer, Long> of(String topic, Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .filter(offset -> offset.getKey().topic().equals(topic))
                .collect(Collectors.toMap(offset -> offset.getKey().partition(), Map.Entry::getValue));
    }

    private static String id(Uuid id) {
        return id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
