package io.candlestream.tools.tail;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.BrokerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of a topic as they grow; belongs to no consumer group. */
final class RecordFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Map<String, Object> CLIENT = Map.of(
            "allow.auto.create.topics", "false",
            "enable.auto.commit", "false",
            "default.api.timeout.ms", "10000",
            "request.timeout.ms", "9000");

    private final BrokerAddress address;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Stands at the end of the topic. */
    RecordFollower(BrokerAddress address, String topic) {
        this.address = address;
        this.topic = topic;
        try {
            consumer = new KafkaConsumer<>(
                    address.reader(CLIENT), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw cannot(e);
        }
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                throw new FatalException("Cannot read topic " + topic + " at " + address.brokers()
                        + ": there is no such topic (--topic, ASSET_PRICES_TOPIC)");
            }
            partitions = found.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // now, not at the first poll
        } catch (KafkaException e) {
            consumer.close(Duration.ZERO);
            throw cannot(e);
        } catch (FatalException e) {
            consumer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Hands over what the topic holds now, by partition. */
    void all(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        upToNow(Long.MAX_VALUE, taker);
    }

    /** Hands over the newest {@code count} records that the topic holds now, in the order of their publishing. */
    void newest(int count, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        upToNow(count, found::add);
        found.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingLong(ConsumerRecord::offset));
        found.subList(Math.max(0, found.size() - count), found.size()).forEach(taker);
    }

    private void upToNow(long most, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            ends.forEach((partition, end) ->
                    consumer.seek(partition, Math.max(begins.get(partition), most > end ? 0 : end - most)));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                poll(taker);
            }
        } catch (KafkaException e) {
            throw cannot(e);
        }
    }

    /** Hands over what comes within a moment. */
    void poll(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            consumer.poll(POLL).forEach(taker);
        } catch (KafkaException e) {
            throw cannot(e);
        }
    }

    private FatalException cannot(KafkaException e) {
        return new FatalException(
                "Cannot read topic " + topic + " at " + address.brokers() + ": " + KafkaErrors.describe(e), e);
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }
}
