package io.candlestream.tools.deadletters;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.BrokerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its begin to what is its end when the reading starts; belongs to no consumer group. */
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Map<String, Object> CLIENT = Map.of(
            "allow.auto.create.topics", "false",
            "enable.auto.commit", "false",
            "max.partition.fetch.bytes", 16 << 20,
            "default.api.timeout.ms", "10000",
            "request.timeout.ms", "9000");

    private final BrokerAddress address;
    private final String topic;

    TopicScan(BrokerAddress address, String topic) {
        this.address = address;
        this.topic = topic;
    }

    /** Hands every record over; none when there is no such topic. */
    void all(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        from(Map.of(), record -> {
            taker.accept(record);
            return true;
        });
    }

    /** Hands the records from {@code start} on over, as long as {@code taker} wants more. */
    void from(Position start, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        from(Map.of(new TopicPartition(topic, start.partition()), start.offset()), taker);
    }

    private void from(Map<TopicPartition, Long> starts, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(address.reader(CLIENT), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .filter(partition -> starts.isEmpty() || starts.containsKey(partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            starts.forEach((partition, offset) -> {
                if (partitions.contains(partition)) {
                    consumer.seek(partition, Math.max(offset, begins.get(partition)));
                }
            });
            read(consumer, consumer.endOffsets(partitions), taker);
        } catch (KafkaException e) {
            throw new FatalException(
                    "Cannot read topic " + topic + " at " + address.brokers() + ": " + KafkaErrors.describe(e), e);
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (record.offset() < end && !taker.test(record)) {
                    return;
                }
            }
        }
    }
}
