package io.candlestream.consumer.batch;

import java.util.function.IntSupplier;
import org.apache.spark.Partition;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;
import scala.collection.JavaConverters;

/**
 * Into how many tasks a batch is cut at most; else each partition of a topic is one.
 *
 * @param recordsPerTask how many records a task takes at least: where each task makes a file, few tasks make few files
 * @param slots how many tasks of this query may run at once: those of a query whose sink does not answer wait, and must not take the
 *     places of another query's
 */
public record TaskLimit(int recordsPerTask, IntSupplier slots) {
    int of(Partition[] partitions) {
        long records = 0;
        for (Partition partition : partitions) {
            records += records(partition);
        }
        return (int) Math.min(slots.getAsInt(), Math.max(1, (records + recordsPerTask - 1) / recordsPerTask));
    }

    /** As many as a topic's partition has in this batch, which its offsets say; too many to matter where that is not known. */
    private static long records(Partition partition) {
        if (!(partition instanceof DataSourceRDDPartition read)) {
            return Integer.MAX_VALUE;
        }
        return JavaConverters.seqAsJavaList(read.inputPartitions()).stream()
                .mapToLong(input -> input instanceof KafkaBatchInputPartition kafka
                        ? kafka.offsetRange().untilOffset()
                                - kafka.offsetRange().fromOffset()
                        : Integer.MAX_VALUE)
                .sum();
    }
}
