package io.candlestream.tools.doctor.topic;

import io.candlestream.tools.doctor.finding.Answer;
import io.candlestream.tools.doctor.topic.TopicFacts.Range;
import io.candlestream.tools.server.BrokerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the newest record of each partition, as member of no consumer group. */
record LastRecords(BrokerAddress address, Map<String, Object> patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    Answer<List<NewestRecord>> read(String topic, Map<Integer, Range> offsets) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        offsets.forEach((partition, range) -> {
            if (range.records() > 0) {
                wanted.put(new TopicPartition(topic, partition), range.end() - 1);
            }
        });
        Map<String, Object> reader = new HashMap<>(patience);
        reader.putAll(Map.of("allow.auto.create.topics", "false", "enable.auto.commit", "false"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(address.client(reader), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(wanted.keySet());
            wanted.forEach(consumer::seek);
            return Answer.of(newest(consumer, wanted.size()));
        } catch (KafkaException e) {
            return Answer.none("cannot read " + topic + ": " + address.why(e));
        }
    }

    private static List<NewestRecord> newest(KafkaConsumer<byte[], byte[]> consumer, int partitions) {
        Map<Integer, NewestRecord> newest = new HashMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (newest.size() < partitions && System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                newest.put(
                        record.partition(),
                        new NewestRecord(
                                record.partition(),
                                record.offset(),
                                Instant.ofEpochMilli(record.timestamp()),
                                Optional.ofNullable(record.value()).orElse(new byte[0])));
            }
        }
        return new ArrayList<>(newest.values());
    }
}
