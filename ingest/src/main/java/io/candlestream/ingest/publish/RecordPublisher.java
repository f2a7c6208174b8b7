package io.candlestream.ingest.publish;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to their topics, in order and acknowledged by all replicas; the end of the flow. The first record that
 * cannot be delivered stops the program.
 */
public final class RecordPublisher {
    private final KafkaSettings settings;
    private final List<Header> headers;
    private final Consumer<FatalException> stop;
    private final DeliveryMonitor deliveries = new DeliveryMonitor();
    private final AtomicReference<FatalException> failure = new AtomicReference<>();
    private volatile Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    public RecordPublisher(KafkaSettings settings, Consumer<FatalException> stop) {
        this(settings, List.of(), stop);
    }

    /** @param headers of every record */
    public RecordPublisher(KafkaSettings settings, List<Header> headers, Consumer<FatalException> stop) {
        this.settings = settings;
        this.headers = List.copyOf(headers);
        this.stop = stop;
    }

    public void start() {
        try {
            start(new KafkaProducer<>(settings.forProducer(), new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw new SettingsException(
                    "Cannot use the settings under kafka: "
                            + Optional.ofNullable(e.getCause()).orElse(e).getMessage(),
                    e);
        }
    }

    void start(Producer<byte[], byte[]> started) {
        producer = Optional.of(started);
        deliveries.start();
    }

    /**
     * Sends one record; blocks while the broker takes no more.
     *
     * @param delivered hears, on Kafka's thread, how many nanoseconds later the broker has it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The future holds what the callback hears.
    public void publish(String topic, EncodedRecord encoded, LongConsumer delivered) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, encoded.time(), encoded.key(), encoded.value(), headers);
        long sent = deliveries.sent();
        started().send(record, (position, problem) -> {
            // Runs on Kafka's own thread, so it must not throw.
            try {
                if (problem == null) {
                    delivered.accept(deliveries.acknowledged() - sent);
                } else {
                    deliveries.failed();
                    fail(topic, problem);
                }
            } catch (Error e) { // which Kafka would only log
                throw Program.end(e);
            }
        });
    }

    /**
     * Returns when the broker has acknowledged all that was sent.
     *
     * @throws FatalException when a record was not delivered, now or before
     */
    public void flush() {
        started().flush();
        requireDelivery();
    }

    /** Why updates do not arrive at the moment; empty while they do. */
    public Optional<String> trouble() {
        return deliveries.trouble();
    }

    private Producer<byte[], byte[]> started() {
        return producer.orElseThrow(() -> new IllegalStateException("The publisher has not been started"));
    }

    private void fail(String topic, Exception problem) {
        FatalException cause = new FatalException(
                "Cannot publish to topic " + topic + " at " + settings.brokers() + ": " + KafkaErrors.describe(problem),
                problem);
        if (failure.compareAndSet(null, cause)) {
            stop.accept(cause);
        }
    }

    /**
     * Delivers what is still under way, for at most {@code longest}.
     *
     * @throws FatalException when an update was not delivered, now or before
     */
    public void close(Duration longest) {
        producer.ifPresent(p -> p.close(longest));
        deliveries.close();
        requireDelivery();
    }

    private void requireDelivery() {
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw cause;
        });
    }
}
