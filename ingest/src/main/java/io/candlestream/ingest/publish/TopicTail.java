package io.candlestream.ingest.publish;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the end of a topic, to learn what was published before the program started: the newest records of every partition,
 * then ever longer stretches before them, until the reader has enough.
 */
public final class TopicTail {
    private static final long FIRST_STEP = 20_000;
    private static final int STEP_GROWTH = 4;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final KafkaSettings settings;
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    public TopicTail(KafkaSettings settings) {
        this(
                settings,
                () -> new KafkaConsumer<>(
                        settings.forConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    TopicTail(KafkaSettings settings, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.settings = settings;
        this.consumers = consumers;
    }

    /**
     * Hands records with a value to {@code reader}: from the oldest to the newest within a stretch of a partition, and later
     * stretches before earlier ones.
     *
     * @param most how many records of a partition are read
     * @return whether there are older records, or were before the broker deleted them, though the reader has not enough
     * @throws FatalException when the broker does not answer
     */
    public boolean read(String topic, long most, Reader reader) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            return read(consumer, topic, most, reader);
        } catch (KafkaException e) {
            throw new FatalException(
                    "Cannot read the end of topic " + topic + " at " + settings.brokers() + ": "
                            + KafkaErrors.describe(e),
                    e);
        }
    }

    static boolean read(Consumer<byte[], byte[]> consumer, String topic, long most, Reader reader) {
        Map<TopicPartition, Long> until = new HashMap<>(consumer.endOffsets(Partitions.of(topic, consumer)));
        Map<TopicPartition, Long> floor = new HashMap<>(consumer.beginningOffsets(until.keySet()));
        until.forEach((partition, end) -> floor.merge(partition, end - most, Math::max));
        for (long step = FIRST_STEP; !reader.hasEnough(); step *= STEP_GROWTH) {
            until.keySet().removeIf(partition -> until.get(partition) <= floor.get(partition));
            if (until.isEmpty()) {
                return floor.values().stream().anyMatch(offset -> offset > 0);
            }
            Map<TopicPartition, Long> from = new HashMap<>();
            for (Map.Entry<TopicPartition, Long> end : until.entrySet()) {
                from.put(end.getKey(), Math.max(floor.get(end.getKey()), end.getValue() - step));
            }
            readStretch(consumer, from, until, reader);
            until.putAll(from);
        }
        return false;
    }

    private static void readStretch(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> until,
            Reader reader) {
        consumer.assign(from.keySet());
        consumer.resume(from.keySet());
        from.forEach(consumer::seek);
        long progress = System.nanoTime();
        while (!consumer.paused().containsAll(from.keySet())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                progress = System.nanoTime();
                if (record.value() != null
                        && record.offset() < until.get(new TopicPartition(record.topic(), record.partition()))) {
                    reader.take(record.value(), record.timestamp());
                }
            }
            consumer.pause(from.keySet().stream()
                    .filter(partition -> consumer.position(partition) >= until.get(partition))
                    .toList());
            if (System.nanoTime() - progress > SILENCE.toNanos()) {
                throw new KafkaException("no record has come for " + SILENCE.toSeconds() + " s");
            }
        }
    }

    /** What becomes of the records. */
    public interface Reader {
        /** @param publishedAt epoch milliseconds */
        void take(byte[] value, long publishedAt);

        /** Whether older records are of no interest. */
        boolean hasEnough();
    }
}
