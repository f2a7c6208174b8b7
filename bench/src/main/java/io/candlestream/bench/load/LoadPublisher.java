package io.candlestream.bench.load;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.runtime.settings.FatalException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to their topic, encoded by the producer's encoder and sent with its settings. One thread's. */
final class LoadPublisher<E extends Event> implements AutoCloseable {
    private final LoadSettings settings;
    private final Workload<E> workload;
    private final EventEncoder<E> encoder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    LoadPublisher(LoadSettings settings, Workload<E> workload) {
        this.settings = settings;
        this.workload = workload;
        this.encoder = settings.encoder(workload);
        this.producer = new KafkaProducer<>(
                settings.kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one event; {@code acknowledged} is called on Kafka's thread. Blocks while the broker takes no more. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future holds.
    void send(E event, Runnable acknowledged) {
        requireDelivery();
        EncodedRecord record = encoder.encode(event, workload.collectedAt(event));
        producer.send(
                new ProducerRecord<>(settings.topic(), null, event.eventTime(), record.key(), record.value()),
                (position, problem) -> {
                    if (problem == null) {
                        acknowledged.run();
                    } else {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    /** Returns when all is acknowledged. */
    void flush() {
        producer.flush();
        requireDelivery();
    }

    private void requireDelivery() {
        Optional.ofNullable(failure.get()).ifPresent(problem -> {
            throw new FatalException(
                    "Cannot write to topic " + settings.topic() + " at "
                            + settings.kafka().brokers() + ": " + problem.getMessage() + " (REDPANDA_BROKERS)",
                    problem);
        });
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
