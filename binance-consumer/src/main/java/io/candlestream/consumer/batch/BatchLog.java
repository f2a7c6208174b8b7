package io.candlestream.consumer.batch;

import io.candlestream.consumer.meter.ClockWarning;
import io.candlestream.consumer.meter.ConsumerHealth;
import io.candlestream.consumer.meter.ConsumerMeters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts each batch that had records, in one line once Spark has committed it: {@code behind} is the largest number of
 * records that a partition of the topic holds beyond the batch, the time is that of the whole trigger.
 */
public final class BatchLog extends StreamingQueryListener {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);

    private final transient Map<Long, BatchTally> written = new ConcurrentHashMap<>();
    private final transient ConsumerMeters meters;
    private final transient ConsumerHealth health;
    private final transient ClockWarning clock = new ClockWarning();
    private volatile long lastSuccess = System.nanoTime();

    public BatchLog(ConsumerMeters meters, ConsumerHealth health) {
        this.meters = meters;
        this.health = health;
    }

    /** Remembers what became of a batch until its commit. */
    void keep(long batch, BatchTally tally) {
        meters.stored(tally.read(), tally.written(), tally.rejected(), tally.ages());
        clock.hear(tally.ages());
        written.put(batch, tally);
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {}

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        succeeded();
        StreamingQueryProgress progress = event.progress();
        Optional.ofNullable(written.remove(progress.batchId())).ifPresent(tally -> {
            BatchTime time = BatchTime.of(progress.durationMs());
            meters.committed(time.whole(), time.phases(), behind(progress));
            LOG.info("batch {}: {}, behind {}, {}", progress.batchId(), tally, behind(progress), time);
        });
    }

    @Override
    public void onQueryIdle(QueryIdleEvent event) {
        succeeded();
        meters.idle();
    }

    private void succeeded() {
        lastSuccess = System.nanoTime();
        health.progressed();
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
