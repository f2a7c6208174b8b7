package io.candlestream.tools.access;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of a topic, what it holds now or as it grows; belongs to no consumer group. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Map<String, Object> CLIENT = Map.of(
            "allow.auto.create.topics", "false",
            "enable.auto.commit", "false",
            "max.partition.fetch.bytes", 16 << 20);
    private static final Map<String, Object> USUAL =
            Map.of("default.api.timeout.ms", "10000", "request.timeout.ms", "9000");
    private static final Duration FOREVER = Duration.ofDays(365);
    /** After which it is no longer waited for a record that the topic has: three answers of {@link #USUAL}. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String subject;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Duration patience;
    private final Duration silence;

    /** Stands at the end of the topic. */
    public TopicReader(BrokerAddress address, String topic) {
        this(address, topic, USUAL, FOREVER);
    }

    /**
     * The same for somebody who does not wait for long.
     *
     * @param client more settings of the client, such as its timeouts
     * @param patience after which a reading ends with what has come
     */
    public TopicReader(BrokerAddress address, String topic, Map<String, Object> client, Duration patience) {
        this("topic " + topic + " at " + address.brokers(), topic, client(address, client), patience, SILENCE);
    }

    private static Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> client(
            BrokerAddress address, Map<String, Object> client) {
        Map<String, Object> all = new HashMap<>(CLIENT);
        all.putAll(client);
        return () -> new KafkaConsumer<>(address.reader(all), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @param subject what is read, for messages */
    TopicReader(
            String subject,
            String topic,
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> client,
            Duration patience,
            Duration silence) {
        this.subject = subject;
        this.patience = patience;
        this.silence = silence;
        try {
            consumer = client.get();
        } catch (KafkaException e) {
            throw cannot(e);
        }
        try {
            partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // now, not at the first poll
        } catch (KafkaException e) {
            close();
            throw cannot(e);
        }
    }

    /** Stands at the end of a topic that has to be there. */
    public static TopicReader existing(BrokerAddress address, String topic) {
        TopicReader reader = new TopicReader(address, topic);
        if (reader.partitions.isEmpty()) {
            reader.close();
            throw new FatalException(
                    "Cannot read " + reader.subject + ": there is no such topic (--topic, ASSET_PRICES_TOPIC)");
        }
        return reader;
    }

    /** Hands over what the topic holds now, by partition; nothing when there is no such topic. */
    public void all(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        newestOfEach(Long.MAX_VALUE, taker);
    }

    /** Hands over the newest {@code count} records of each partition. */
    public void newestOfEach(long count, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        read(partitions, end -> end - count, record -> {
            taker.accept(record);
            return true;
        });
    }

    /**
     * Hands over what was published from {@code time} on and is there now, by partition.
     *
     * @return when the oldest record was published, where the topic no longer holds all since {@code time}
     */
    public Optional<Instant> since(Instant time, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(one -> times.put(one, Math.max(0, time.toEpochMilli())));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            Optional<Instant> cut = partitions.stream()
                    .filter(one -> begins.get(one) > 0
                            && found.get(one) != null
                            && found.get(one).offset() <= begins.get(one))
                    .map(one -> Instant.ofEpochMilli(found.get(one).timestamp()))
                    .max(Comparator.naturalOrder());
            for (TopicPartition one : partitions) {
                if (found.get(one) != null) {
                    read(List.of(one), end -> found.get(one).offset(), record -> {
                        taker.accept(record);
                        return true;
                    });
                }
            }
            return cut;
        } catch (KafkaException e) {
            throw cannot(e);
        }
    }

    /** Hands over the newest {@code count} records that the topic holds now, in the order of their publishing. */
    public void newest(int count, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        newestOfEach(count, found::add);
        found.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                .thenComparingLong(ConsumerRecord::offset));
        found.subList(Math.max(0, found.size() - count), found.size()).forEach(taker);
    }

    /** Hands over what one partition holds now from {@code offset} on, as long as {@code taker} wants more. */
    public void from(int partition, long offset, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        read(partitions.stream().filter(one -> one.partition() == partition).toList(), end -> offset, taker);
    }

    /**
     * Reads up to what is the end now, and stands there afterwards.
     *
     * @param start where to begin, given the end
     */
    private void read(
            List<TopicPartition> some, LongUnaryOperator start, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(some);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(some);
            consumer.assign(some);
            ends.forEach((one, end) -> consumer.seek(one, Math.max(begins.get(one), start.applyAsLong(end))));
            long deadline = System.nanoTime() + patience.toNanos();
            long heard = System.nanoTime();
            long left = left(ends);
            while (left > 0 && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    boolean old = record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()));
                    if (old && !taker.test(record)) {
                        return;
                    }
                }
                long then = left(ends);
                heard = then < left ? System.nanoTime() : heard;
                left = then;
                if (left > 0 && System.nanoTime() - heard > silence.toNanos()) {
                    throw new FatalException("Cannot read " + subject + ": no record has come for "
                            + silence.toSeconds() + " s, and " + left
                            + " are there (are all brokers up? ./candlestream doctor)");
                }
            }
            ends.forEach(consumer::seek);
        } catch (KafkaException e) {
            throw cannot(e);
        }
    }

    /** How many offsets there are before {@code ends}. */
    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    /** Hands over what comes within a moment. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            consumer.poll(POLL).forEach(taker);
        } catch (KafkaException e) {
            throw cannot(e);
        }
    }

    private FatalException cannot(KafkaException e) {
        return new FatalException("Cannot read " + subject + ": " + KafkaErrors.describe(e), e);
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }
}
