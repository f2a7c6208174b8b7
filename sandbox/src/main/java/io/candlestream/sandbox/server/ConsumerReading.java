package io.candlestream.sandbox.server;

import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.runtime.metrics.MetricsReading;
import java.util.concurrent.TimeUnit;

/**
 * What the metrics of a consumer say at one moment.
 *
 * @param nanos the moment, by {@link System#nanoTime()}
 * @param clockMillis the same, epoch milliseconds
 */
public record ConsumerReading(long nanos, long clockMillis, MetricsReading metrics) {
    /** Of a consumer that has not answered yet. */
    public static final ConsumerReading NONE = new ConsumerReading(0, 0, MetricsReading.NONE);

    private static final String PREFIX = "candlestream_consumer_";

    /** Records that were read and are rows or dead letters now, the last batch's before its commit. */
    public long records() {
        return count("records_total");
    }

    /** Rows that were written. */
    public long rows() {
        return count("rows_total");
    }

    /** Records that could not become a row. */
    public long deadLetters() {
        return count("dead_letters_total");
    }

    /** Batches that were committed. */
    public long batches() {
        return count("batches_total");
    }

    private long count(String name) {
        return (long) metrics.value(PREFIX + name).orElse(0);
    }

    /** Whether the last batch that was committed left nothing in the topic. */
    public boolean isCurrent() {
        return batches() > 0 && metrics.max(PREFIX + "offsets_behind").orElse(0) == 0;
    }

    /** From a live update at the producer to its row. */
    public HistogramReading latency() {
        return metrics.histogram(PREFIX + "latency_seconds");
    }

    /** How long a batch took, from asking for offsets to its commit. */
    public HistogramReading batchTime() {
        return metrics.histogram(PREFIX + "batch_seconds");
    }

    /** How long a part of it took, such as {@code rows}. */
    public HistogramReading batchTime(String phase) {
        return metrics.where("phase", phase).histogram(PREFIX + "batch_phase_seconds");
    }

    /** When the last batch was committed, by {@link System#nanoTime()} and to the millisecond. */
    public long lastCommit() {
        double seconds = metrics.max(PREFIX + "last_batch_timestamp_seconds").orElse(0);
        return nanos - TimeUnit.MILLISECONDS.toNanos(clockMillis - Math.round(seconds * 1000));
    }
}
