package io.candlestream.ingest.publish;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A publisher whose broker is Kafka's own stand-in, which acknowledges at once. */
public final class RecordedTopics {
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
    private final RecordPublisher publisher = new RecordPublisher(new KafkaSettings("nowhere:1", Map.of()), cause -> {
        throw cause;
    });

    public RecordedTopics() {
        publisher.start(broker);
    }

    /** A publisher whose broker acknowledges nothing that it is sent. */
    public static RecordPublisher refusing() {
        RecordPublisher publisher = new RecordPublisher(new KafkaSettings("nowhere:1", Map.of()), cause -> {});
        publisher.start(new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {
                while (errorNext(new TimeoutException("nobody answers"))) {
                    // The next one.
                }
            }
        });
        return publisher;
    }

    public RecordPublisher publisher() {
        return publisher;
    }

    /** What was published to {@code topic}. */
    public List<ProducerRecord<byte[], byte[]>> records(String topic) {
        return broker.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }
}
