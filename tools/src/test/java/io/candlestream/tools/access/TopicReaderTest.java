package io.candlestream.tools.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader of a topic that has ten records, of which the brokers give as many as a test says. */
class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("prices", 0);

    private final MockConsumer<byte[], byte[]> brokers = new MockConsumer<>(OffsetResetStrategy.LATEST);

    @Test
    void readsWhatIsThere() {
        List<Long> offsets = new ArrayList<>();
        try (TopicReader reader = reader(10)) {
            reader.newest(3, record -> offsets.add(record.offset()));
        }

        assertThat(offsets).containsExactly(7L, 8L, 9L);
    }

    /** As when they go away between the question for the end and the last record. */
    @Test
    @Timeout(20)
    void brokersThatGiveNoMoreRecordsEndTheReading() {
        try (TopicReader reader = reader(8)) {
            assertThatThrownBy(() -> reader.newest(5, record -> {}))
                    .isInstanceOf(FatalException.class)
                    .hasMessageContaining("Cannot read the topic: no record has come for 0 s, and 2 are there");
        }
    }

    private TopicReader reader(int given) {
        brokers.updatePartitions("prices", List.of(new PartitionInfo("prices", 0, null, null, null)));
        brokers.updateBeginningOffsets(Map.of(PARTITION, 0L));
        brokers.updateEndOffsets(Map.of(PARTITION, 10L));
        brokers.schedulePollTask(() -> {
            for (int offset = 5; offset < given; offset++) {
                brokers.addRecord(new ConsumerRecord<>("prices", 0, offset, new byte[0], new byte[0]));
            }
        });
        return new TopicReader("the topic", "prices", () -> brokers, Duration.ofDays(1), Duration.ofMillis(50));
    }
}
