package io.candlestream.sandbox;

import io.candlestream.runtime.kafka.NewTopics;
import io.candlestream.sandbox.server.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads and fills topics from a test, with nothing of the pipeline in between. */
final class TopicRecords {
    private final String brokers;

    TopicRecords(String brokers) {
        this.brokers = brokers;
    }

    /** All records of {@code topic}, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long size = Topics.size(brokers, topic);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (records.size() < size) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    void create(String topic, int partitions) {
        Topics.create(brokers, topic, partitions);
    }

    /** The same with settings of its own. */
    void create(String topic, int partitions, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            NewTopics.make(admin, wanted, Duration.ofSeconds(20));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the broker says of a setting of {@code topic}. */
    String setting(String topic, String name) {
        ConfigResource wanted = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return answer(admin.describeConfigs(List.of(wanted))
                            .all()
                            .toCompletionStage()
                            .toCompletableFuture())
                    .get(wanted)
                    .get(name)
                    .value();
        }
    }

    int partitions(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return answer(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .toCompletionStage()
                            .toCompletableFuture())
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    /** Adds {@code more} to each offset that is committed in each of the groups; returns how many offsets that are. */
    int advance(List<String> groups, long more) {
        int advanced = 0;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            for (String group : groups) {
                Map<TopicPartition, OffsetAndMetadata> ahead = new HashMap<>();
                answer(admin.listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .toCompletionStage()
                                .toCompletableFuture())
                        .forEach((partition, offset) ->
                                ahead.put(partition, new OffsetAndMetadata(offset.offset() + more, offset.metadata())));
                answer(admin.alterConsumerGroupOffsets(group, ahead)
                        .all()
                        .toCompletionStage()
                        .toCompletableFuture());
                advanced += ahead.size();
            }
        }
        return advanced;
    }

    /** Forgets all offsets of the group, as brokers do in the end. */
    void forget(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            answer(admin.deleteConsumerGroups(List.of(group))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Appends the records and returns once the broker has them all. */
    void append(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            send(producer, records);
        }
    }

    /** Appends {@code takenBack} in a transaction that is aborted, then {@code kept} in one that is committed. */
    void transactions(List<ProducerRecord<byte[], byte[]>> takenBack, List<ProducerRecord<byte[], byte[]>> kept) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, takenBack);
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, kept);
            producer.commitTransaction();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        sent.forEach(TopicRecords::answer);
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", "5"));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
