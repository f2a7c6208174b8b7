package io.candlestream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
    private final MetricRegistry meters = new MetricRegistry("watched");

    @Test
    void aCounterEndsInTotalAndIsReadWhenItIsAskedFor() {
        long[] frames = {3};
        meters.counter("frames", "Messages", () -> frames[0]);

        assertThat(meters.text()).contains("# TYPE watched_frames_total counter\nwatched_frames_total 3.0\n");
        frames[0] = 5;
        assertThat(meters.text()).contains("watched_frames_total 5.0\n");
    }

    @Test
    void countsAreToldApartByALabel() {
        meters.counters("rejected", "Messages", "cause", () -> Map.of("not-json", 2L, "binary", 0L));

        assertThat(meters.text())
                .contains(
                        "watched_rejected_total{cause=\"not-json\"} 2.0\n",
                        "watched_rejected_total{cause=\"binary\"} 0.0\n");
    }

    @Test
    void durationsAreAHistogramInSeconds() {
        Histogram durations = new Histogram(List.of(Duration.ofMillis(10), Duration.ofSeconds(1)));
        meters.durations("send_seconds", "Sending", durations);
        durations.took(Duration.ofMillis(10).toNanos());
        durations.took(Duration.ofMillis(11).toNanos());
        durations.took(Duration.ofSeconds(3).toNanos());
        durations.took(-1);
        durations.add(1, 5, 0.979);

        assertThat(meters.text())
                .contains(
                        "# TYPE watched_send_seconds histogram",
                        "watched_send_seconds_bucket{le=\"0.01\"} 2\n",
                        "watched_send_seconds_bucket{le=\"1.0\"} 8\n",
                        "watched_send_seconds_bucket{le=\"+Inf\"} 9\n",
                        "watched_send_seconds_count 9\n",
                        "watched_send_seconds_sum 4.0\n");
    }

    @Test
    void durationsAreToldApartByALabel() {
        List<Duration> steps = List.of(Duration.ofSeconds(1));
        meters.durations("phase_seconds", "Parts", "phase", Map.of("plan", new Histogram(steps)));

        assertThat(meters.text()).contains("watched_phase_seconds_count{phase=\"plan\"} 0\n");
    }

    @Test
    void severalLabelsStandInTheirOrder() {
        List<Duration> steps = List.of(Duration.ofSeconds(1));
        List<String> labels = List.of("query", "topic");
        meters.counters("rows", "Rows", labels, () -> Map.of(List.of("live", "a"), 2L, List.of("live", "b"), 3L));
        meters.durations("age_seconds", "Age", labels, Map.of(List.of("live", "a"), new Histogram(steps)));

        assertThat(meters.text())
                .contains(
                        "watched_rows_total{query=\"live\",topic=\"a\"} 2.0\n",
                        "watched_rows_total{query=\"live\",topic=\"b\"} 3.0\n",
                        "watched_age_seconds_count{query=\"live\",topic=\"a\"} 0\n");
    }

    @Test
    void theProcessItselfIsWatchedUnderTheUsualNames() {
        assertThat(meters.text())
                .containsPattern("# TYPE jvm_memory_used_bytes gauge\njvm_memory_used_bytes\\{area=\"heap\"} [1-9]")
                .containsPattern("jvm_memory_max_bytes\\{area=\"heap\"} [1-9]")
                .containsPattern("jvm_threads_current [1-9]")
                .containsPattern("# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total \\d")
                .containsPattern("# TYPE jvm_gc_collection_seconds summary\njvm_gc_collection_seconds_count\\{gc=");
    }
}
