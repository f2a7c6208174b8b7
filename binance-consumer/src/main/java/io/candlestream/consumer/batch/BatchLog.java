package io.candlestream.consumer.batch;

import io.candlestream.consumer.metrics.BatchTime;
import io.candlestream.consumer.metrics.ClockWarning;
import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.metrics.QueryMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts each batch of one query that had records, in one line once Spark has committed it: {@code behind} is the
 * largest number of records that a partition of a topic holds beyond the batch, the time is that of the whole trigger.
 */
public final class BatchLog extends StreamingQueryListener {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);

    private final String query;
    private final String shown;
    private final transient Map<Long, String> written = new ConcurrentHashMap<>();
    private final transient ConsumerMetrics metrics;
    private final transient QueryMetrics ofQuery;
    private final transient QueryHealth health;
    private final transient ClockWarning clock = new ClockWarning();
    private volatile Optional<UUID> run = Optional.empty();
    private volatile long lastSuccess = System.nanoTime();

    /**
     * @param query the name under which Spark knows the query: the events of all queries come here
     * @param shown stands behind the word batch, such as {@code " of live"}, where there are several queries
     */
    public BatchLog(String query, String shown, ConsumerMetrics metrics, QueryHealth health) {
        this.query = query;
        this.shown = shown;
        this.metrics = metrics;
        this.ofQuery = metrics.query(query);
        this.health = health;
    }

    /** Counts what became of a batch's streams, and remembers the line of the whole until its commit. */
    void keep(long batch, Collection<BatchResult> streams, BatchResult whole) {
        streams.forEach(stream -> {
            metrics.stored(stream.stream(), stream.read(), stream.written(), stream.rejected(), stream.latency());
            metrics.made(stream.stream(), stream.made());
            metrics.late(stream.stream(), stream.late());
            stream.notes().forEach(note -> LOG.warn("{}", note));
        });
        clock.check(whole.latency());
        written.put(batch, whole.toString());
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {
        if (query.equals(event.name())) {
            run = Optional.of(event.runId());
        }
    }

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        StreamingQueryProgress progress = event.progress();
        if (!isOurs(progress.runId())) {
            return;
        }
        succeeded();
        Optional.ofNullable(written.remove(progress.batchId())).ifPresent(result -> {
            BatchTime time = BatchTime.of(progress.durationMs());
            ofQuery.committed(time, behind(progress));
            LOG.info("batch {}{}: {}, behind {}, {}", progress.batchId(), shown, result, behind(progress), time);
        });
    }

    @Override
    public void onQueryIdle(QueryIdleEvent event) {
        if (isOurs(event.runId())) {
            succeeded();
            ofQuery.idle();
        }
    }

    private boolean isOurs(UUID eventsRun) {
        return run.filter(eventsRun::equals).isPresent();
    }

    private void succeeded() {
        lastSuccess = System.nanoTime();
        health.progressed();
        ofQuery.progressed();
    }

    /** Whether a trigger has come to its end since {@code nanoTime}, be it without records. */
    public boolean succeededSince(long nanoTime) {
        return lastSuccess - nanoTime > 0;
    }

    /** How long ago a trigger has come to its end. */
    public Duration sinceSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {}

    private static long behind(StreamingQueryProgress progress) {
        return Stream.of(progress.sources())
                .mapToLong(source -> Long.parseLong(source.metrics().getOrDefault("maxOffsetsBehindLatest", "0")))
                .max()
                .orElse(0);
    }
}
