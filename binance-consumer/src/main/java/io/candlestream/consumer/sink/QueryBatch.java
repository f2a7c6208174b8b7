package io.candlestream.consumer.sink;

import java.util.Optional;
import java.util.UUID;
import org.apache.spark.TaskContext;

/**
 * A batch of one query.
 *
 * @param query its id, which is the checkpoint's
 */
public record QueryBatch(UUID query, long id) {
    /** Under which Spark tells its tasks the query and the batch (StreamExecution.QUERY_ID_KEY, MicroBatchExecution.BATCH_ID_KEY). */
    private static final String QUERY = "sql.streaming.queryId";

    private static final String BATCH = "streaming.sql.batchId";

    /** That of the task that runs in this thread; empty outside of a query. */
    public static Optional<QueryBatch> ofThisTask() {
        return Optional.ofNullable(TaskContext.get()).flatMap(task -> {
            String query = task.getLocalProperty(QUERY);
            String id = task.getLocalProperty(BATCH);
            return query == null || id == null
                    ? Optional.empty()
                    : Optional.of(new QueryBatch(UUID.fromString(query), Long.parseLong(id)));
        });
    }
}
