package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.Partition;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;
import org.apache.spark.sql.kafka010.KafkaOffsetRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;
import scala.collection.JavaConverters;

/** Partitions of topics as Spark plans to read them. */
class TaskLimitTest {
    private static final int MILLION = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1", // a batch may be empty, and is one task
        "300000, 700000, 1",
        "300000, 700001, 2",
        "2000000, 1000000, 3",
        "90000000, 90000000, 8", // of slots
    })
    void asManyAsTheRecordsFillAndNoMoreThanThereAreSlots(long one, long other, int tasks) {
        assertThat(new TaskLimit(MILLION, () -> 8).of(partitions(one, other))).isEqualTo(tasks);
    }

    @Test
    void aRecordEachMayHaveATaskOfItsOwn() {
        assertThat(new TaskLimit(1, () -> 2).of(partitions(5, 1))).isEqualTo(2);
    }

    @Test
    void whatIsNoTopicIsAsLargeAsCanBe() {
        Partition unknown = () -> 0;
        assertThat(new TaskLimit(MILLION, () -> 4).of(new Partition[] {unknown}))
                .isEqualTo(4);
    }

    private static Partition[] partitions(long... records) {
        Partition[] partitions = new Partition[records.length];
        for (int i = 0; i < records.length; i++) {
            KafkaOffsetRange range =
                    new KafkaOffsetRange(new TopicPartition("prices", i), 1000, 1000 + records[i], Option.empty());
            InputPartition input = new KafkaBatchInputPartition(range, Map.of(), 1, true, true);
            partitions[i] = new DataSourceRDDPartition(
                    i, JavaConverters.asScalaBuffer(List.of(input)).toSeq());
        }
        return partitions;
    }
}
