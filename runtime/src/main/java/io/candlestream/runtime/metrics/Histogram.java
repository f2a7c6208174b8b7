package io.candlestream.runtime.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts how long something took, by steps. To count costs some ten nanoseconds and allocates nothing; safe for use by many
 * threads.
 */
public final class Histogram {
    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long[] steps;
    private final LongAdder[] counts;
    /** In seconds: a long of nanoseconds would be full after a few hundred rows that are as old as a year. */
    private final DoubleAdder sum = new DoubleAdder();

    /** @param steps the upper ends of the steps, growing; what takes longer than the last one is counted beyond it */
    public Histogram(List<Duration> steps) {
        this.steps = steps.stream().mapToLong(Duration::toNanos).toArray();
        this.counts =
                Stream.generate(LongAdder::new).limit(this.steps.length + 1L).toArray(LongAdder[]::new);
    }

    /** Counts one that took so many nanoseconds; less than none is none. */
    public void took(long nanos) {
        int step = 0;
        while (step < steps.length && nanos > steps[step]) {
            step++;
        }
        add(step, 1, Math.max(0, nanos) / NANOS_A_SECOND);
    }

    /**
     * Counts several that were counted elsewhere.
     *
     * @param step the number of their step, from 0; the one beyond the last step is allowed
     * @param seconds all that they took together
     */
    public void add(int step, long count, double seconds) {
        counts[step].add(count);
        sum.add(seconds);
    }

    HistogramDataPointSnapshot snapshot(Labels labels) {
        double[] ends = IntStream.rangeClosed(0, steps.length)
                .mapToDouble(i -> i < steps.length ? steps[i] / NANOS_A_SECOND : Double.POSITIVE_INFINITY)
                .toArray();
        long[] counted = Stream.of(counts).mapToLong(LongAdder::sum).toArray();
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(ends, counted))
                .sum(sum.sum())
                .build();
    }
}
