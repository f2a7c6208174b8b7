package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.SourcePartition;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.Partition;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;
import org.apache.spark.sql.kafka010.KafkaOffsetRange;
import scala.collection.JavaConverters;

/** From which offset to which a batch takes each partition of its topics, as far as Spark says so. */
record BatchRanges(Map<SourcePartition, Range> ranges) implements Serializable {
    /**
     * Of one partition.
     *
     * @param first offset of the batch, whether or not there is a record
     * @param next offset of the batch that follows
     */
    record Range(long first, long next) implements Serializable {}

    static BatchRanges of(Partition[] partitions) {
        Map<SourcePartition, Range> ranges = new HashMap<>();
        for (Partition partition : partitions) {
            if (partition instanceof DataSourceRDDPartition read) {
                JavaConverters.seqAsJavaList(read.inputPartitions()).forEach(input -> {
                    if (input instanceof KafkaBatchInputPartition kafka) {
                        KafkaOffsetRange range = kafka.offsetRange();
                        ranges.put(
                                new SourcePartition(
                                        range.topicPartition().topic(),
                                        range.topicPartition().partition()),
                                new Range(range.fromOffset(), range.untilOffset()));
                    }
                });
            }
        }
        return new BatchRanges(ranges);
    }

    /** Where the batch ends in each partition of {@code topic}. */
    Map<SourcePartition, Long> ends(String topic) {
        Map<SourcePartition, Long> ends = new HashMap<>();
        ranges.forEach((partition, range) -> {
            if (partition.topic().equals(topic)) {
                ends.put(partition, range.next());
            }
        });
        return ends;
    }

    Optional<Range> of(SourcePartition partition) {
        return Optional.ofNullable(ranges.get(partition));
    }
}
