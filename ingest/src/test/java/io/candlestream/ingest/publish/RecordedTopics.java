package io.candlestream.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A publisher whose broker is Kafka's own stand-in, which acknowledges at once. */
public final class RecordedTopics {
    private static final KafkaSettings SETTINGS = new KafkaSettings("nowhere:1", Map.of());

    private final Map<String, BlockingQueue<byte[]>> followed = new ConcurrentHashMap<>();
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> record, Callback callback) {
                    Future<RecordMetadata> sent = super.send(record, callback);
                    Optional.ofNullable(followed.get(record.topic())).ifPresent(values -> values.add(record.value()));
                    return sent;
                }
            };
    private final RecordPublisher publisher = new RecordPublisher(SETTINGS, cause -> {
        throw cause;
    });

    public RecordedTopics() {
        publisher.start(broker);
    }

    /** A publisher whose broker acknowledges nothing that it is sent. */
    public static RecordPublisher refusing() {
        RecordPublisher publisher = new RecordPublisher(SETTINGS, cause -> {});
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

    /** Follows what is published to {@code topic} from here on. */
    public TopicFollower follower(String topic) {
        BlockingQueue<byte[]> values = followed.computeIfAbsent(topic, name -> new LinkedBlockingQueue<>());
        TopicPartition partition = new TopicPartition(topic, 0);
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
            private long offset;

            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration longest) {
                try {
                    Optional.ofNullable(values.poll(longest.toMillis(), TimeUnit.MILLISECONDS))
                            .ifPresent(
                                    value -> addRecord(new ConsumerRecord<>(topic, 0, offset++, new byte[0], value)));
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
                return super.poll(Duration.ZERO);
            }
        };
        consumer.assign(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        return new TopicFollower(consumer);
    }

    /** Reads the end of {@code topic}, which is empty. */
    public static TopicTail tail(String topic) {
        return new TopicTail(SETTINGS, () -> {
            MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
            Map<TopicPartition, Long> offsets = Map.of(new TopicPartition(topic, 0), 0L);
            consumer.updatePartitions(
                    topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
            consumer.updateBeginningOffsets(offsets);
            consumer.updateEndOffsets(offsets);
            return consumer;
        });
    }

    /** What was published to {@code topic}. */
    public List<ProducerRecord<byte[], byte[]>> records(String topic) {
        return broker.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }
}
