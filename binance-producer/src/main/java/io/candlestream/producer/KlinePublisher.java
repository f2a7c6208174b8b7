package io.candlestream.producer;

import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.settings.SettingsException;
import io.candlestream.settings.StopException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends encoded klines to the topic, in order and acknowledged by all replicas; the end of the flow. The first update that
 * cannot be delivered stops the program.
 */
final class KlinePublisher {
    private final KafkaSettings settings;
    private final ProducerMetrics metrics;
    private final Consumer<StopException> stop;
    private final AckWatch acks = new AckWatch();
    private final AtomicReference<StopException> failure = new AtomicReference<>();
    private volatile Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    KlinePublisher(KafkaSettings settings, ProducerMetrics metrics, Consumer<StopException> stop) {
        this.settings = settings;
        this.metrics = metrics;
        this.stop = stop;
    }

    void start() {
        try {
            producer = Optional.of(
                    new KafkaProducer<>(settings.forProducer(), new ByteArraySerializer(), new ByteArraySerializer()));
            acks.start();
        } catch (KafkaException e) {
            throw new SettingsException(
                    "Cannot use the settings under kafka: "
                            + Optional.ofNullable(e.getCause()).orElse(e).getMessage(),
                    e);
        }
    }

    /**
     * Sends one update; blocks while the broker takes no more.
     *
     * @param eventTime the record's time, in epoch milliseconds
     */
    // The future holds what the callback hears.
    @SuppressWarnings("FutureReturnValueIgnored")
    void publish(String assetName, byte[] kline, long eventTime) {
        ProducerRecord<byte[], byte[]> update = new ProducerRecord<>(
                settings.topic(), null, eventTime, assetName.getBytes(StandardCharsets.UTF_8), kline);
        acks.sent();
        producer.orElseThrow(() -> new IllegalStateException("The publisher has not been started"))
                .send(update, (position, problem) -> completed(Optional.ofNullable(problem)));
    }

    /** Runs on Kafka's own thread, so it must not throw. */
    private void completed(Optional<Exception> problem) {
        if (problem.isEmpty()) {
            acks.acknowledged();
            metrics.published();
        } else {
            acks.failed();
            fail(problem.get());
        }
    }

    private void fail(Exception problem) {
        StopException cause = new StopException(
                "Cannot publish to topic " + settings.topic() + " at " + settings.brokers() + ": "
                        + problem.getMessage(),
                problem);
        if (failure.compareAndSet(null, cause)) {
            stop.accept(cause);
        }
    }

    /**
     * Delivers what is still under way, for at most {@code longest}.
     *
     * @throws StopException when an update was not delivered, now or before
     */
    void close(Duration longest) {
        producer.ifPresent(p -> p.close(longest));
        acks.close();
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw cause;
        });
    }
}
