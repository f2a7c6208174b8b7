package io.candlestream.ingest.publish;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what others write to a topic while the program runs, from the topic's end at {@link #atEndOf} on. */
public final class TopicFollower {
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;

    TopicFollower(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @throws FatalException when the broker does not answer */
    public static TopicFollower atEndOf(String topic, KafkaSettings settings) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.forConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = Partitions.of(topic, consumer);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // only this asks the broker where the end is now
            return new TopicFollower(consumer);
        } catch (KafkaException e) {
            consumer.close(Duration.ZERO);
            throw new FatalException(
                    "Cannot follow topic " + topic + " at " + settings.brokers() + ": " + KafkaErrors.describe(e), e);
        }
    }

    /** Hands each value to {@code reader} until the thread is interrupted; an absent broker is waited for. */
    public void follow(java.util.function.Consumer<byte[]> reader) {
        boolean interrupted = false;
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        reader.accept(record.value());
                    }
                }
            }
        } catch (InterruptException e) {
            interrupted = Thread.interrupted(); // Kafka's client ends its fetches, and cannot on an interrupted thread.
        } finally {
            consumer.close(LONGEST_CLOSE);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
