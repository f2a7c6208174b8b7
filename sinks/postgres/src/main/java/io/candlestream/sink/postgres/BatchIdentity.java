package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.TaskContext;

/**
 * What a task writes, told by the data: the batch, and the keys and versions of its rows. Where a batch that is repeated is cut
 * into other tasks, their identities differ and they write; only what is the same is left out.
 *
 * @param hash SHA-256 of the rows' keys and versions, in hexadecimal digits
 */
record BatchIdentity(Batch batch, String hash) {
    /**
     * A batch of one query.
     *
     * @param query its id, which is the checkpoint's
     */
    record Batch(UUID query, long id) {
        /** Under which Spark tells its tasks the query and the batch (StreamExecution.QUERY_ID_KEY, MicroBatchExecution.BATCH_ID_KEY). */
        private static final String QUERY = "sql.streaming.queryId";

        private static final String BATCH = "streaming.sql.batchId";

        /** That of the task that runs in this thread; empty outside of a query. */
        static Optional<Batch> ofThisTask() {
            return Optional.ofNullable(TaskContext.get()).flatMap(task -> {
                String query = task.getLocalProperty(QUERY);
                String id = task.getLocalProperty(BATCH);
                return query == null || id == null
                        ? Optional.empty()
                        : Optional.of(new Batch(UUID.fromString(query), Long.parseLong(id)));
            });
        }
    }

    /**
     * That of these rows, in whichever order their groups come.
     *
     * @param groups of one partition key each, in the order of their clustering key
     */
    static <R extends Row> BatchIdentity of(Batch batch, Collection<List<R>> groups) {
        MessageDigest hash = sha256();
        ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
        List<R> rows = groups.stream()
                .sorted(Comparator.comparing((List<R> group) -> group.get(0).partition()))
                .flatMap(List::stream)
                .toList();
        for (Row row : rows) {
            hash.update(row.partition().getBytes(StandardCharsets.UTF_8));
            hash.update(numbers.putLong(0, row.clustering())
                    .putLong(Long.BYTES, row.version())
                    .array());
        }
        return new BatchIdentity(batch, HexFormat.of().formatHex(hash.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
