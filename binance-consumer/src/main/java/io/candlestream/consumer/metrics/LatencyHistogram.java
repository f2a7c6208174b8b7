package io.candlestream.consumer.metrics;

import io.candlestream.runtime.metrics.Histogram;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** How old rows were when they had been stored, counted by steps: what a task tells of it. For one thread. */
public final class LatencyHistogram implements Serializable {
    private static final long serialVersionUID = 1;

    private static final double MILLIS_A_SECOND = 1000;

    private static final long[] STEPS = {
        50, 100, 150, 200, 300, 400, 500, 750, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000
    };

    private final long[] counts = new long[STEPS.length + 1];
    private final long[] millis = new long[STEPS.length + 1];
    private long unknown;
    private long mostAhead;

    static List<Duration> steps() {
        return LongStream.of(STEPS).mapToObj(Duration::ofMillis).toList();
    }

    /** Counts a row; of one from the future the age is not known: the clock here is behind the producer's. */
    public void add(long ageMillis) {
        if (ageMillis < 0) {
            unknown++;
            mostAhead = Math.max(mostAhead, -ageMillis);
            return;
        }
        int step = 0;
        while (step < STEPS.length && ageMillis > STEPS[step]) {
            step++;
        }
        counts[step]++;
        millis[step] += ageMillis;
    }

    /** Both together. */
    public LatencyHistogram plus(LatencyHistogram other) {
        LatencyHistogram sum = new LatencyHistogram();
        for (int step = 0; step < counts.length; step++) {
            sum.counts[step] = counts[step] + other.counts[step];
            sum.millis[step] = millis[step] + other.millis[step];
        }
        sum.unknown = unknown + other.unknown;
        sum.mostAhead = Math.max(mostAhead, other.mostAhead);
        return sum;
    }

    /** How many rows were from the future. */
    public long unknown() {
        return unknown;
    }

    /** How far the newest of those was ahead, which is at least how far the clock is behind. */
    public Duration mostAhead() {
        return Duration.ofMillis(mostAhead);
    }

    void addTo(Histogram durations) {
        for (int step = 0; step < counts.length; step++) {
            durations.add(step, counts[step], millis[step] / MILLIS_A_SECOND);
        }
    }
}
