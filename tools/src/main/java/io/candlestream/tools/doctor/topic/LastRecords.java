package io.candlestream.tools.doctor.topic;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.topic.TopicSnapshot.Range;
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

    /** The last offsets may hold no record but the end of a transaction, or what it took back. */
    private static final long LOOKED_BACK = 20;

    ProbeResult<List<NewestRecord>> read(String topic, Map<Integer, Range> offsets) {
        Map<TopicPartition, Range> wanted = new HashMap<>();
        offsets.forEach((partition, range) -> {
            if (range.records() > 0) {
                wanted.put(new TopicPartition(topic, partition), range);
            }
        });
        Map<String, Object> reader = new HashMap<>(patience);
        reader.putAll(Map.of("allow.auto.create.topics", "false", "enable.auto.commit", "false"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(address.reader(reader), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(wanted.keySet());
            wanted.forEach((partition, range) ->
                    consumer.seek(partition, Math.max(range.end() - LOOKED_BACK, range.end() - range.records())));
            return ProbeResult.of(newest(consumer, wanted));
        } catch (KafkaException e) {
            return ProbeResult.none("cannot read " + topic + ": " + KafkaErrors.describe(e));
        }
    }

    private static List<NewestRecord> newest(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Range> wanted) {
        Map<Integer, NewestRecord> newest = new HashMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (wanted.entrySet().stream()
                        .anyMatch(one ->
                                consumer.position(one.getKey()) < one.getValue().end())
                && System.nanoTime() < end) {
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
