package io.candlestream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

/** With Kafka's own stand-in for a broker. */
class TopicFollowerTest {
    private static final TopicPartition PARTITION = new TopicPartition("gaps", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
    private final List<String> taken = new ArrayList<>();
    private long offset;

    @Test
    void handsOnEveryValueUntilItIsInterrupted() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> add("one"));
        consumer.schedulePollTask(() -> {
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset++, new byte[0], null));
            add("two");
        });
        consumer.schedulePollTask(() -> {
            throw new InterruptException(new InterruptedException("the program ends"));
        });

        new TopicFollower(consumer).follow(value -> taken.add(new String(value, StandardCharsets.UTF_8)));

        assertThat(taken).containsExactly("one", "two");
        assertThat(consumer.closed()).isTrue();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    private void add(String value) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(), 0, offset++, new byte[0], value.getBytes(StandardCharsets.UTF_8)));
    }
}
