package io.candlestream.consumer.batch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each batch that had records, once Spark has committed it: {@code behind} is the largest number of
 * records that a partition of the topic holds beyond the batch, the time is that of the whole trigger.
 */
public final class BatchLog extends StreamingQueryListener {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);

    private final transient Map<Long, BatchTally> written = new ConcurrentHashMap<>();
    private volatile long lastSuccess = System.nanoTime();

    /** Remembers what became of a batch until its commit. */
    void keep(long batch, BatchTally tally) {
        written.put(batch, tally);
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {}

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        lastSuccess = System.nanoTime();
        StreamingQueryProgress progress = event.progress();
        Optional.ofNullable(written.remove(progress.batchId()))
                .ifPresent(tally -> LOG.info(
                        "batch {}: {}, behind {}, {}",
                        progress.batchId(),
                        tally,
                        behind(progress),
                        BatchTime.of(progress.durationMs())));
    }

    @Override
    public void onQueryIdle(QueryIdleEvent event) {
        lastSuccess = System.nanoTime();
    }

    /** Whether a trigger has come to its end since {@code nanoTime}, be it without records. */
    public boolean succeededSince(long nanoTime) {
        return lastSuccess - nanoTime > 0;
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {}

    private static String behind(StreamingQueryProgress progress) {
        SourceProgress[] sources = progress.sources();
        return sources.length == 0 ? "?" : sources[0].metrics().getOrDefault("maxOffsetsBehindLatest", "?");
    }
}
