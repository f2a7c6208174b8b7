package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.checkpoint.TopicState;
import io.candlestream.consumer.settings.KafkaSettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.kafka.NewTopics;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
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

/** What the brokers say of the topics, and the making of those that the consumer itself needs. */
final class KafkaTopics implements AutoCloseable {
    private final Admin admin;
    private final Duration longestCall;

    /** @param longestCall how long one question may take */
    KafkaTopics(KafkaSettings kafka, Duration longestCall) {
        Map<String, Object> client = new HashMap<>(kafka.client());
        int callTime = (int) longestCall.toMillis();
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, callTime);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, callTime);
        this.admin = admin(client);
        this.longestCall = longestCall;
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

    /** Makes the topics of the streams that are the consumer's own, and those of the dead letters; fails without another's. */
    void make(List<StreamSettings> streams) throws ExecutionException, InterruptedException {
        describe(streams.stream()
                .filter(stream -> stream.type().partitionsWhenMissing().isEmpty())
                .map(StreamSettings::topic)
                .toList());
        Set<String> there = admin.listTopics().names().get();
        for (StreamSettings stream : streams) {
            NewTopic dead = new NewTopic(stream.deadLetterTopic(), Optional.empty(), Optional.empty())
                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DeadLetterTopic.MAX_BYTES)));
            make(dead, there);
            Optional<Integer> partitions = stream.type().partitionsWhenMissing();
            if (partitions.isPresent()) {
                make(new NewTopic(stream.topic(), partitions, Optional.empty()), there);
            }
        }
    }

    private void make(NewTopic topic, Set<String> there) throws ExecutionException, InterruptedException {
        if (!there.contains(topic.name())) {
            NewTopics.make(admin, topic, longestCall);
        }
    }

    /** The ids of {@code topics}; empty where the brokers know none. */
    Map<String, String> ids(List<String> topics) throws ExecutionException, InterruptedException {
        return describe(topics).stream()
                .collect(Collectors.toMap(TopicDescription::name, topic -> id(topic.topicId())));
    }

    List<TopicState> states(List<String> topics) throws ExecutionException, InterruptedException {
        List<TopicState> states = new ArrayList<>();
        for (TopicDescription topic : describe(topics)) {
            Map<Integer, Long> first = offsets(topic, OffsetSpec.earliest());
            states.add(new TopicState(topic.name(), id(topic.topicId()), first, offsets(topic, OffsetSpec.latest())));
        }
        return states;
    }

    private Collection<TopicDescription> describe(List<String> topics) throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values();
    }

    private Map<Integer, Long> offsets(TopicDescription topic, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topic.partitions().forEach(info -> wanted.put(new TopicPartition(topic.name(), info.partition()), spec));
        Map<Integer, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((at, found) -> offsets.put(at.partition(), found.offset()));
        return offsets;
    }

    private static String id(Uuid id) {
        return id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
