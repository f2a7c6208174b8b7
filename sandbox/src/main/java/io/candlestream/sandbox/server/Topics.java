package io.candlestream.sandbox.server;

import io.candlestream.runtime.kafka.NewTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Makes, measures and removes topics. */
public final class Topics {
    private static final int PATIENCE_SECONDS = 20;

    private Topics() {}

    /** How many records {@code topic} holds if none was ever deleted; 0 for a topic that does not exist. */
    public static long size(String brokers, String topic) {
        try (Admin admin = admin(brokers)) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < partitions(admin, topic); partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            return answer(admin.listOffsets(ends).all()).values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    /** Makes {@code topic}, which is not there, and returns once it takes records. */
    public static void create(String brokers, String topic, int partitions) {
        try (Admin admin = admin(brokers)) {
            NewTopic wanted = new NewTopic(topic, partitions, (short) 1);
            if (!NewTopics.make(admin, wanted, Duration.ofSeconds(PATIENCE_SECONDS))) {
                throw new IllegalStateException("Topic " + topic + " is there already");
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot make topic " + topic + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the broker", e);
        }
    }

    /** Removes {@code topic}. */
    public static void delete(String brokers, String topic) {
        try (Admin admin = admin(brokers)) {
            answer(admin.deleteTopics(List.of(topic)).all());
        }
    }

    /** How many partitions {@code topic} has; 0 for a topic that does not exist. */
    public static int partitions(String brokers, String topic) {
        try (Admin admin = admin(brokers)) {
            return partitions(admin, topic);
        }
    }

    private static int partitions(Admin admin, String topic) {
        if (!answer(admin.listTopics().names()).contains(topic)) {
            return 0;
        }
        return answer(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    private static Admin admin(String brokers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot ask the broker about a topic: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the broker", e);
        }
    }
}
