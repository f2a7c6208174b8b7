package io.candlestream.consumer.sink;

import java.util.Optional;
import java.util.UUID;
import org.apache.spark.TaskContext;

/**
 * A batch of one query.
 *
 * @param query its id, which is the checkpoint's
 * @param run another one each time that the query starts
 */
public record QueryBatch(UUID query, UUID run, long id) {
    /** Under which Spark tells its tasks the query and the batch (StreamExecution.QUERY_ID_KEY, MicroBatchExecution.BATCH_ID_KEY). */
    private static final String QUERY = "sql.streaming.queryId";

    /** The job group of a query's jobs is its run (StreamExecution.runStream). */
    private static final String RUN = "spark.jobGroup.id";

    private static final String BATCH = "streaming.sql.batchId";

    /** That of the task that runs in this thread; empty outside of a query. */
    public static Optional<QueryBatch> ofThisTask() {
        return Optional.ofNullable(TaskContext.get()).flatMap(task -> {
            String query = task.getLocalProperty(QUERY);
            String run = task.getLocalProperty(RUN);
            String id = task.getLocalProperty(BATCH);
            return query == null || run == null || id == null
                    ? Optional.empty()
                    : Optional.of(new QueryBatch(UUID.fromString(query), UUID.fromString(run), Long.parseLong(id)));
        });
    }
}
