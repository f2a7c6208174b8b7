package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.QueryBatch;
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
    /** Under which Spark tells its tasks the run (StreamExecution sets it as the group of its jobs). */
    private static final String RUN = "spark.jobGroup.id";

    /** That which runs in this thread. */
    static LakeTask current(Map<String, LakeTable> tables, FileIO io) {
        TaskContext task = TaskContext.get();
        QueryBatch batch = QueryBatch.ofThisTask().orElseThrow();
        return new LakeTask(
                tables,
                io,
                batch.query(),
                String.format(
                        "%08d-%d-%d-%s",
                        batch.id(), task.partitionId(), task.taskAttemptId(), task.getLocalProperty(RUN)));
    }

    <R extends Row> DayFiles<R> files(String table, LakeLayout<R> layout) {
        return new DayFiles<>(tables.get(table), layout.columns(), layout.time(), io, name);
    }
}
