package io.candlestream.bench.load;

import io.candlestream.ingest.publish.AssetNames;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineEncoder;
import io.candlestream.runtime.settings.FatalException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes klines to the topic, encoded by the producer's encoder and sent with its settings. One thread's. */
final class KlinePublisher implements AutoCloseable {
    private final LoadSettings settings;
    private final KlineEncoder encoder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    KlinePublisher(LoadSettings settings, List<String> symbols) {
        this.settings = settings;
        this.encoder = settings.encoder(new AssetNames(Map.of(), symbols));
        this.producer = new KafkaProducer<>(
                settings.kafka().forProducer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one update; {@code acknowledged} is called on Kafka's thread. Blocks while the broker takes no more. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future holds.
    void send(Kline kline, Runnable acknowledged) {
        requireDelivery();
        EncodedRecord record = encoder.encode(kline, KlineSequence.collectedAt(kline));
        producer.send(
                new ProducerRecord<>(settings.topic(), null, kline.eventTime(), record.key(), record.value()),
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
