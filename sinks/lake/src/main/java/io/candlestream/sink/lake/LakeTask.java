package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Row;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.io.FileIO;
import org.apache.spark.TaskContext;

/**
 * What is the same for all files of a task.
 *
 * @param tables those that the driver has prepared, by name
 * @param query the id of its checkpoint
 * @param name begins the name of each of its files: batch, task, and the run of the query, since a second run of the same query has
 *     the same batches
 */
record LakeTask(Map<String, LakeTable> tables, FileIO io, UUID query, String name) {
    /** Under which Spark tells its tasks the query, the batch and the run (StreamExecution, MicroBatchExecution, SparkContext). */
    private static final String QUERY = "sql.streaming.queryId";

    private static final String BATCH = "streaming.sql.batchId";
    private static final String RUN = "spark.jobGroup.id";

    /** That which runs in this thread. */
    static LakeTask current(Map<String, LakeTable> tables, FileIO io) {
        TaskContext task = TaskContext.get();
        String batch = String.format("%08d", Long.parseLong(task.getLocalProperty(BATCH)));
        return new LakeTask(
                tables,
                io,
                UUID.fromString(task.getLocalProperty(QUERY)),
                batch + "-" + task.partitionId() + "-" + task.taskAttemptId() + "-" + task.getLocalProperty(RUN));
    }

    <R extends Row> DayFiles<R> files(String table, LakeLayout<R> layout) {
        return new DayFiles<>(tables.get(table), layout.columns(), layout.time(), io, name);
    }
}
