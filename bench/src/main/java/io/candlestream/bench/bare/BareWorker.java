package io.candlestream.bench.bare;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Takes one partition of the topic to the table: unlogged batches of 256 rows of one asset, 16 of them on their way. */
final class BareWorker implements Callable<Long> {
    private static final int BATCH_ROWS = 256;
    private static final int IN_FLIGHT = 16;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final TopicPartition partition;
    private final KafkaConsumer<String, byte[]> consumer;
    private final CqlSession session;
    private final BareInsert insert;
    private final RecordFields fields;
    private final Map<String, List<BoundStatement>> open = new HashMap<>();
    private final Semaphore permits = new Semaphore(IN_FLIGHT);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    BareWorker(
            TopicPartition partition,
            KafkaConsumer<String, byte[]> consumer,
            CqlSession session,
            BareInsert insert,
            RecordFields fields) {
        this.partition = partition;
        this.consumer = consumer;
        this.session = session;
        this.insert = insert;
        this.fields = fields;
    }

    /** Returns how many rows it wrote, when all are acknowledged. */
    @Override
    public Long call() throws InterruptedException {
        try (consumer) {
            long rows = read();
            for (List<BoundStatement> batch : open.values()) {
                send(batch);
            }
            permits.acquire(IN_FLIGHT);
            requireSuccess();
            return rows;
        }
    }

    private long read() throws InterruptedException {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        long rows = 0;
        while (consumer.position(partition) < end) {
            long consumedAt = System.currentTimeMillis();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                take(record, consumedAt);
                rows++;
            }
        }
        return rows;
    }

    private void take(ConsumerRecord<String, byte[]> record, long consumedAt) throws InterruptedException {
        fields.open(record.value());
        List<BoundStatement> batch = open.computeIfAbsent(record.key(), asset -> new ArrayList<>(BATCH_ROWS));
        batch.add(insert.bind(fields, consumedAt));
        if (batch.size() == BATCH_ROWS) {
            send(batch);
            batch.clear();
        }
    }

    private void send(List<BoundStatement> rows) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        requireSuccess();
        permits.acquire();
        List<BatchableStatement<?>> copy = new ArrayList<>(rows);
        session.executeAsync(BatchStatement.newInstance(BatchType.UNLOGGED, copy)
                        .setConsistencyLevel(BareInsert.CONSISTENCY)
                        .setIdempotent(true))
                .whenComplete((result, problem) -> {
                    failure.compareAndSet(null, problem);
                    permits.release();
                });
    }

    private void requireSuccess() {
        if (failure.get() != null) {
            throw new IllegalStateException("Cannot write: " + failure.get().getMessage(), failure.get());
        }
    }
}
