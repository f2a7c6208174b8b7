package io.candlestream.producer.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** With Kafka's own stand-in for a broker, which holds two partitions: a long and a short one. */
class TopicTailTest {
    private static final String TOPIC = "prices";
    private static final int LONG = 130_000;
    private static final int SHORT = 3;

    private final List<String> taken = new ArrayList<>();

    @Test
    void readsTheNewestRecordsFirst() {
        read(LONG, 20_000);
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
        read(LONG, Integer.MAX_VALUE);
        assertThat(taken).hasSize(LONG + SHORT).doesNotHaveDuplicates();
    }

    @Test
    void readsNoMoreThanItMay() {
        read(25_000, Integer.MAX_VALUE);
        assertThat(taken).hasSize(25_000 + SHORT).contains("0/105000");
    }

    private void read(int most, int enough) {
        try (MockConsumer<byte[], byte[]> consumer = consumer()) {
            TopicTail.read(consumer, TOPIC, most, new TopicTail.Reader() {
                @Override
                public void take(byte[] value) {
                    taken.add(new String(value, StandardCharsets.US_ASCII));
                }

                @Override
                public boolean hasEnough() {
                    return taken.size() >= enough;
                }
            });
        }
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
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
