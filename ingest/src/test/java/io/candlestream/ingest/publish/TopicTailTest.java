package io.candlestream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** With Kafka's own stand-in for a broker, which holds two partitions: a long and a short one. */
class TopicTailTest {
    private static final String TOPIC = "prices";
    private static final int LONG = 130_000;
    private static final int SHORT = 3;

    private final List<String> taken = new ArrayList<>();

    @Test
    void readsTheNewestRecordsFirst() {
        assertThat(read(LONG, 20_000)).isFalse();
        assertThat(taken).hasSize(20_000 + SHORT).contains("0/129999", "0/110000", "1/0", "1/2");
    }

    @Test
    void readsEverLongerStretchesBackUntilTheReaderHasEnough() {
        read(LONG, 20_001 + SHORT);
        assertThat(taken).hasSize(100_000 + SHORT).doesNotHaveDuplicates().contains("0/30000");
        assertThat(taken.subList(20_000 + SHORT, taken.size()).get(0)).isEqualTo("0/30000");
    }

    @Test
    void readsNothingTwiceAndStopsAtTheBeginning() {
        assertThat(read(LONG, Integer.MAX_VALUE)).isFalse();
        assertThat(taken).hasSize(LONG + SHORT).doesNotHaveDuplicates();
    }

    @Test
    void readsNoMoreThanItMay() {
        assertThat(read(25_000, Integer.MAX_VALUE)).isTrue();
        assertThat(taken).hasSize(25_000 + SHORT).contains("0/105000");
    }

    @Test
    void whatTheBrokerDeletedWasThereBefore() {
        try (MockConsumer<byte[], byte[]> consumer = filled(new MockConsumer<>(OffsetResetStrategy.EARLIEST))) {
            consumer.updateBeginningOffsets(Map.of(partition(0), (long) LONG, partition(1), (long) SHORT));

            assertThat(read(consumer, LONG, Integer.MAX_VALUE)).isTrue();
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void handsOnWhenEachRecordWasPublished() {
        List<Long> times = new ArrayList<>();
        try (MockConsumer<byte[], byte[]> consumer = filled(new MockConsumer<>(OffsetResetStrategy.EARLIEST))) {
            consumer.addRecord(new ConsumerRecord<>(
                    TOPIC,
                    1,
                    SHORT,
                    77L,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[] {1},
                    new RecordHeaders(),
                    Optional.empty()));
            consumer.updateEndOffsets(Map.of(partition(0), (long) LONG, partition(1), SHORT + 1L));
            TopicTail.read(consumer, TOPIC, 1, new TopicTail.Reader() {
                @Override
                public void take(byte[] value, long publishedAt) {
                    times.add(publishedAt);
                }

                @Override
                public boolean hasEnough() {
                    return !times.isEmpty();
                }
            });
        }
        assertThat(times).containsExactlyInAnyOrder(ConsumerRecord.NO_TIMESTAMP, 77L);
    }

    @Test
    void passesOverARecordWithoutAValue() {
        try (MockConsumer<byte[], byte[]> consumer = filled(new MockConsumer<>(OffsetResetStrategy.EARLIEST))) {
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 1, SHORT, new byte[0], null));
            consumer.updateEndOffsets(Map.of(partition(1), SHORT + 1L));
            read(consumer, SHORT + 1, Integer.MAX_VALUE);
        }
        assertThat(taken).hasSize(2 * SHORT + 1).contains("1/0", "1/2");
    }

    @Test
    void waitsForATopicThatTheBrokerDoesNotKnowYet() {
        try (MockConsumer<byte[], byte[]> consumer = new LateConsumer(3)) {
            read(filled(consumer), LONG, 20_000);
        }
        assertThat(taken).hasSize(20_000 + SHORT);
    }

    @Test
    void aFollowerWaitsForATopicThatTheBrokerDoesNotKnowYet() {
        try (MockConsumer<byte[], byte[]> consumer = new LateConsumer(3)) {
            consumer.updatePartitions(TOPIC, List.of(info(0), info(1)));
            assertThat(Partitions.of(TOPIC, consumer)).containsExactly(partition(0), partition(1));
        }
    }

    @Test
    void aFollowerClosesItsConsumerWhileItsThreadIsNotInterrupted() {
        AtomicReference<Boolean> interruptedAtClose = new AtomicReference<>();
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
            @Override
            public synchronized void close(Duration longest) {
                interruptedAtClose.set(Thread.currentThread().isInterrupted());
                super.close(longest);
            }
        };
        consumer.updatePartitions(TOPIC, List.of(info(0)));
        consumer.updateBeginningOffsets(Map.of(partition(0), 0L));
        consumer.assign(List.of(partition(0)));
        consumer.schedulePollTask(() -> {
            throw new InterruptException("stopped"); // which also interrupts the thread
        });

        new TopicFollower(consumer).follow(value -> {});

        assertThat(interruptedAtClose).hasValue(false);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    /** Tells of its partitions when it was asked some times. */
    private static final class LateConsumer extends MockConsumer<byte[], byte[]> {
        private int left;

        LateConsumer(int times) {
            super(OffsetResetStrategy.EARLIEST);
            left = times;
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            return left-- > 0 ? List.of() : super.partitionsFor(topic);
        }
    }

    private boolean read(int most, int enough) {
        try (MockConsumer<byte[], byte[]> consumer = filled(new MockConsumer<>(OffsetResetStrategy.EARLIEST))) {
            return read(consumer, most, enough);
        }
    }

    private boolean read(MockConsumer<byte[], byte[]> consumer, int most, int enough) {
        return TopicTail.read(consumer, TOPIC, most, new TopicTail.Reader() {
            @Override
            public void take(byte[] value, long publishedAt) {
                taken.add(new String(value, StandardCharsets.US_ASCII));
            }

            @Override
            public boolean hasEnough() {
                return taken.size() >= enough;
            }
        });
    }

    private static MockConsumer<byte[], byte[]> filled(MockConsumer<byte[], byte[]> consumer) {
        consumer.updatePartitions(TOPIC, List.of(info(0), info(1)));
        consumer.updateBeginningOffsets(Map.of(partition(0), 0L, partition(1), 0L));
        consumer.updateEndOffsets(Map.of(partition(0), (long) LONG, partition(1), (long) SHORT));
        // It takes records only for what is assigned, and keeps them when they are assigned again.
        consumer.assign(List.of(partition(0), partition(1)));
        add(consumer, 0, LONG);
        add(consumer, 1, SHORT);
        return consumer;
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, int partition, int count) {
        for (int offset = 0; offset < count; offset++) {
            byte[] value = (partition + "/" + offset).getBytes(StandardCharsets.US_ASCII);
            consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], value));
        }
    }

    private static PartitionInfo info(int partition) {
        return new PartitionInfo(TOPIC, partition, Node.noNode(), new Node[0], new Node[0]);
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }
}
