package io.candlestream.sandbox.screen;

import io.candlestream.runtime.metrics.HistogramReading;
import io.candlestream.runtime.metrics.MetricsClient;
import io.candlestream.runtime.metrics.MetricsReading;
import io.candlestream.sandbox.screen.DemoState.Latency;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/** The metrics of a demo's consumer: rows and dead letters since its start, the latency of the last seconds. */
public final class DemoMetrics {
    private static final String PREFIX = "candlestream_consumer_";
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    private final MetricsClient client;
    private final Deque<Timed> readings = new ArrayDeque<>();

    private record Timed(long nanos, MetricsReading reading) {
        long count(String name) {
            return (long) reading.value(PREFIX + name).orElse(0);
        }

        HistogramReading latency() {
            return reading.histogram(PREFIX + "latency_seconds");
        }
    }

    /** @param metrics the URL of the consumer's metrics */
    public DemoMetrics(URI metrics) {
        this.client = new MetricsClient(metrics, PATIENCE);
    }

    /** Reads them; while there is no answer all figures stay as they were. */
    public void look() {
        client.read().ifPresent(reading -> take(reading, System.nanoTime()));
    }

    /** Takes {@code reading}, an answer that came at {@code nanos}. */
    void take(MetricsReading reading, long nanos) {
        readings.addLast(new Timed(nanos, reading));
        while (nanos - readings.getFirst().nanos() > LOOK_BACK.toNanos()) {
            readings.removeFirst();
        }
    }

    /** Rows written to the table so far. */
    public long rows() {
        return readings.isEmpty() ? 0 : readings.getLast().count("rows_total");
    }

    /** Dead letters so far. */
    public long deadLetters() {
        return readings.isEmpty() ? 0 : readings.getLast().count("dead_letters_total");
    }

    /** How many rows a second were written in the last seconds. */
    public long rowsPerSecond() {
        if (readings.size() < 2) {
            return 0;
        }
        double seconds = (readings.getLast().nanos() - readings.getFirst().nanos()) / 1e9;
        return Math.round((rows() - readings.getFirst().count("rows_total")) / seconds);
    }

    /** How long rows took in the last seconds, with an even spread within each bucket of the histogram. */
    public Optional<Latency> latency() {
        if (readings.isEmpty()) {
            return Optional.empty();
        }
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
