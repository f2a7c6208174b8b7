package io.candlestream.consumer.window;

import io.candlestream.consumer.kafka.KafkaConf;
import io.candlestream.consumer.sink.SourcePartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.SparkEnv;

/** What a partition of a topic said before a batch. On the executor, with the client's settings of Spark's configuration. */
final class TopicPast {
    private static final Duration POLL = Duration.ofMillis(500);

    private TopicPast() {}

    /**
     * What was read.
     *
     * @param first offset from which on all was
     * @param cut whether the topic no longer holds all that was asked for
     * @param published epoch milliseconds of the oldest record, where there is one
     */
    record Read(long first, long records, boolean cut, long published) {}

    /**
     * Reads what was published from the time {@code from} on, epoch milliseconds, up to the offset {@code until}, excluded.
     *
     * @param some offsets of older records that are read before
     * @param taker gets the values that are there
     */
    static Read read(SourcePartition source, long from, long until, List<Long> some, Consumer<byte[]> taker) {
        if (until == 0) {
            return new Read(0, 0, false, from);
        }
        Map<String, Object> client =
                new HashMap<>(KafkaConf.client(SparkEnv.get().conf()));
        client.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        TopicPartition partition = new TopicPartition(source.topic(), source.partition());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, Math.max(0, from)))
                    .get(partition);
            long first = found == null ? until : Math.min(until, found.offset());
            some.stream()
                    .filter(offset -> offset >= begin && offset < first)
                    .forEach(offset -> one(consumer, partition, offset).ifPresent(taker));
            consumer.seek(partition, first);
            long records = 0;
            long oldest = Long.MAX_VALUE;
            while (consumer.position(partition) < until) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < until) {
                        records++;
                        oldest = Math.min(oldest, record.timestamp());
                        if (record.value() != null) {
                            taker.accept(record.value());
                        }
                    }
                }
            }
            boolean cut = begin > 0 && first <= begin;
            return new Read(
                    first, records, cut, oldest == Long.MAX_VALUE && found != null ? found.timestamp() : oldest);
        }
    }

    /** The value of the record at {@code offset}, behind which there are others; empty where there is none. */
    private static Optional<byte[]> one(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        while (consumer.position(partition) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() == offset) {
                    return Optional.ofNullable(record.value());
                }
            }
        }
        return Optional.empty();
    }
}
