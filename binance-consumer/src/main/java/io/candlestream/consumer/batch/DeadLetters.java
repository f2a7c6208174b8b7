package io.candlestream.consumer.batch;

import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A task's rejected records on their way to the dead-letter topic: key and value as they came, the cause in the headers
 * that Kafka Connect uses ({@code org.apache.kafka.connect.runtime.errors.DeadLetterQueueReporter}). The exception's
 * class name is the {@link io.candlestream.consumer.stream.RejectReason}'s code. Headers of the record itself go along: the history
 * of a replayed letter is among them. A batch that is repeated sends its letters again.
 */
final class DeadLetters {
    private static final String PREFIX = "__connect.errors.";

    private final Optional<Producer<byte[], byte[]>> producer;
    private final String topic;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    DeadLetters(Producer<byte[], byte[]> producer, String topic) {
        this(Optional.of(producer), topic);
    }

    private DeadLetters(Optional<Producer<byte[], byte[]>> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Of records that another query reads too, which sends the letters. */
    static DeadLetters sentByAnother() {
        return new DeadLetters(Optional.empty(), "");
    }

    /** Hands the record over; {@link #acknowledge} tells whether it arrived. */
    void send(SourceRecord record, Rejected<?> rejected) {
        if (producer.isPresent()) {
            var unused = producer.get().send(letter(topic, record, rejected), (metadata, e) -> {
                if (e != null) {
                    failure.compareAndSet(null, e);
                }
            });
        }
    }

    /**
     * Returns when the brokers have acknowledged every letter.
     *
     * @throws FatalException when one was refused or not acknowledged in the producer's delivery time
     */
    void acknowledge() {
        producer.ifPresent(Producer::flush);
        Optional.ofNullable(failure.get()).ifPresent(e -> {
            throw new FatalException("Cannot write dead letters to topic " + topic + ": " + RootCause.message(e), e);
        });
    }

    static ProducerRecord<byte[], byte[]> letter(String topic, SourceRecord record, Rejected<?> rejected) {
        List<Header> headers = new ArrayList<>(record.headers());
        headers.removeIf(header -> header.key().startsWith(PREFIX));
        headers.addAll(List.of(
                header("topic", record.topic()),
                header("partition", String.valueOf(record.partition())),
                header("offset", String.valueOf(record.offset())),
                header("connector.name", "binance-consumer"),
                header("stage", rejected.reason().stage().name()),
                header("exception.class.name", rejected.reason().code()),
                header("exception.message", rejected.message())));
        // Kafka's own word for an absent key or value is null.
        return new ProducerRecord<>(
                topic, null, record.key().orElse(null), record.value().orElse(null), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
