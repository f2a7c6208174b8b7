package io.candlestream.sandbox.screen;

import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.sandbox.screen.DemoState.Latency;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ConsumerWatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of a demo's consumer: rows and dead letters since its start, the latency of the last seconds. */
public final class DemoMetrics {
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    private final ConsumerWatch watch;
    private final Deque<ConsumerReading> readings = new ArrayDeque<>(List.of(ConsumerReading.NONE));

    public DemoMetrics(ConsumerWatch watch) {
        this.watch = watch;
    }

    /** Reads them; while there is no answer all figures stay as they were. */
    public void look() {
        take(watch.look());
    }

    void take(ConsumerReading reading) {
        if (reading.equals(readings.getLast()) || reading.equals(ConsumerReading.NONE)) {
            return;
        }
        readings.addLast(reading);
        while (reading.nanos() - readings.getFirst().nanos() > LOOK_BACK.toNanos()
                || readings.getFirst().equals(ConsumerReading.NONE)) {
            readings.removeFirst();
        }
    }

    /** Rows written to the table so far. */
    public long rows() {
        return readings.getLast().rows();
    }

    /** Dead letters so far. */
    public long deadLetters() {
        return readings.getLast().deadLetters();
    }

    /** How many rows a second were written in the last seconds. */
    public long rowsPerSecond() {
        ConsumerReading first = readings.getFirst();
        double seconds = (readings.getLast().nanos() - first.nanos()) / 1e9;
        return readings.size() < 2 ? 0 : Math.round((rows() - first.rows()) / seconds);
    }

    /** How long rows took in the last seconds, with an even spread within each bucket of the histogram. */
    public Optional<Latency> latency() {
        HistogramReading now = readings.getLast().latency();
        HistogramReading recent =
                readings.size() < 2 ? now : now.since(readings.getFirst().latency());
        OptionalDouble median = recent.quantile(0.5);
        OptionalDouble worst = recent.quantile(0.99);
        return median.isPresent() && worst.isPresent()
                ? Optional.of(new Latency(median.getAsDouble(), worst.getAsDouble()))
                : Optional.empty();
    }
}
