package io.candlestream.consumer.metrics;

import io.candlestream.runtime.metrics.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** What is counted of one query. Safe for use by many threads. */
public final class QueryMetrics {
    private static final List<Duration> STEPS = LongStream.of(
                    5, 10, 25, 50, 100, 200, 300, 500, 750, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toList();

    final LongAdder batches = new LongAdder();
    final Histogram whole = new Histogram(STEPS);
    final Map<String, Histogram> phases = new TreeMap<>();
    private volatile boolean up = true;
    private volatile long behind;
    private volatile long lastBatchMillis = System.currentTimeMillis();

    QueryMetrics() {
        BatchTime.names().forEach(phase -> phases.put(phase, new Histogram(STEPS)));
    }

    /** It has ended, for good or until another attempt succeeds. */
    public void failed() {
        up = false;
    }

    /** A trigger has come to its end. */
    public void progressed() {
        up = true;
    }

    /**
     * A batch is committed.
     *
     * @param recordsBehind how many records the fullest partition holds beyond it
     */
    public void committed(BatchTime time, long recordsBehind) {
        batches.increment();
        whole.took(Duration.ofMillis(time.whole()).toNanos());
        time.phases().forEach((phase, millis) -> phases.get(phase)
                .took(Duration.ofMillis(millis).toNanos()));
        behind = recordsBehind;
        lastBatchMillis = System.currentTimeMillis();
    }

    /** There was nothing to read. */
    public void idle() {
        behind = 0;
        lastBatchMillis = System.currentTimeMillis();
    }

    double up() {
        return up ? 1 : 0;
    }

    double behind() {
        return behind;
    }

    long lastBatchMillis() {
        return lastBatchMillis;
    }
}
