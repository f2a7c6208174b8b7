package io.candlestream.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.metrics.Histogram;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram ages = new LatencyHistogram();

    @Test
    void whatATaskCountedIsTheHistogramOnTheDriver() throws IOException, ClassNotFoundException {
        ages.add(50);
        ages.add(51);
        ages.add(7_200_000);
        LatencyHistogram other = new LatencyHistogram();
        other.add(49);
        Histogram latency = new Histogram(LatencyHistogram.steps());
        travelled(ages).plus(other).addTo(latency);

        assertThat(text(latency))
                .contains(
                        "test_latency_bucket{le=\"0.05\"} 2\n",
                        "test_latency_bucket{le=\"0.1\"} 3\n",
                        "test_latency_bucket{le=\"3600.0\"} 3\n",
                        "test_latency_bucket{le=\"+Inf\"} 4\n",
                        "test_latency_sum 7200.15\n");
    }

    @Test
    void ofARowFromTheFutureNoAgeIsKnown() throws IOException, ClassNotFoundException {
        ages.add(-5_000);
        ages.add(-7_000);
        ages.add(40);
        LatencyHistogram other = new LatencyHistogram();
        other.add(-6_000);
        LatencyHistogram sum = travelled(ages).plus(other);
        ConsumerMetrics meters = new ConsumerMetrics(List.of("klines"), List.of("live"));
        meters.stored("klines", 4, 4, Map.of(), sum);

        assertThat(text(meters))
                .contains(
                        "test_latency_seconds_count{stream=\"klines\"} 1\n",
                        "test_latency_unknown_total{stream=\"klines\"} 3.0\n",
                        "test_clock_behind_seconds{stream=\"klines\"} 7.0\n");
        assertThat(sum).isNotEqualTo(other);
    }

    @Test
    void aClockThatIsBehindIsNamedOnceAMinute() {
        long[] nanos = {0};
        ClockWarning warning = new ClockWarning(() -> nanos[0]);
        LatencyHistogram jitter = new LatencyHistogram();
        jitter.add(-200);
        ages.add(-7_000);

        assertThat(warning.check(jitter)).isFalse();
        assertThat(warning.check(ages)).isTrue();
        assertThat(warning.check(ages)).isFalse();
        nanos[0] = Duration.ofSeconds(61).toNanos();
        assertThat(warning.check(ages)).isTrue();
    }

    private static String text(ConsumerMetrics counts) {
        MetricRegistry meters = new MetricRegistry("test");
        counts.show(meters);
        return meters.text();
    }

    @Test
    void aReplayOfManyRowsThatAreYearsOldIsCounted() {
        long twoYears = Duration.ofDays(730).toMillis();
        for (int row = 0; row < 1_000; row++) {
            ages.add(twoYears);
        }
        Histogram latency = new Histogram(LatencyHistogram.steps());
        ages.addTo(latency);

        assertThat(text(latency)).contains("test_latency_sum 6.3072E10\n");
    }

    private static String text(Histogram durations) {
        MetricRegistry meters = new MetricRegistry("test");
        meters.durations("latency", "Latency", durations);
        return meters.text();
    }

    private static LatencyHistogram travelled(LatencyHistogram ages) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ages);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (LatencyHistogram) in.readObject();
        }
    }
}
