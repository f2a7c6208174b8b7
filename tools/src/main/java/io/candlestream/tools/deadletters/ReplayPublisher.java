package io.candlestream.tools.deadletters;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Letters on their way back to their topics. A letter is marked as replayed only when the brokers have it again, so a kill
 * in between replays it twice and loses nothing.
 */
final class ReplayPublisher implements AutoCloseable {
    private static final int GROUP = 500;

    private final DeadLetterSettings settings;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<DeadLetter> group = new ArrayList<>();

    ReplayPublisher(DeadLetterSettings settings) {
        this.settings = settings;
        this.producer = new KafkaProducer<>(
                settings.brokers()
                        .client(Map.of("acks", "all", "max.request.size", 16 << 20, "compression.type", "lz4")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void take(DeadLetter letter) {
        group.add(letter);
        if (group.size() == GROUP) {
            finish();
        }
    }

    /** Returns when the brokers have all that was taken. */
    void finish() {
        deliver(group.stream().map(ReplayPublisher::record).toList());
        ReplayMarks marks = settings.marks();
        deliver(group.stream().map(marks::mark).toList());
        group.clear();
    }

    private void deliver(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new FatalException(
                    "Cannot replay to " + settings.brokers().brokers() + ": " + KafkaErrors.describe(cause), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot replay: interrupted", e);
        }
    }

    /**
     * The record as it came, its history in headers: what {@code __connect.errors.} says of the newest failure stands under
     * {@code candlestream.replay.<n>.} in replay n.
     */
    static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                letter.topic(), letter.key().orElse(null), letter.value().orElse(null));
        int replay = letter.replays() + 1;
        String round = DeadLetter.REPLAY + replay + ".";
        Headers headers = record.headers();
        for (Header header : letter.headers()) {
            String name = header.key();
            headers.add(
                    name.startsWith(DeadLetter.ERRORS) ? round + name.substring(DeadLetter.ERRORS.length()) : name,
                    header.value());
        }
        headers.add(round + "letter", bytes(letter.at().toString()));
        headers.remove(DeadLetter.COUNT).add(DeadLetter.COUNT, bytes(String.valueOf(replay)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
