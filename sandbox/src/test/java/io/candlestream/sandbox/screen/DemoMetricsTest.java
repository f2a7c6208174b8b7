package io.candlestream.sandbox.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.candlestream.runtime.metrics.MetricsReading;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the demo's screen takes from the consumer's metrics. */
class DemoMetricsTest {
    private static final long SECOND = 1_000_000_000L;

    private final DemoMetrics consumer =
            new DemoMetrics(new ConsumerWatch(new Pipeline(Path.of(""), Map.of()).watchable()));

    @Test
    void countsFromTheFirstRowAndForgetsOldLatencies() {
        consumer.take(answer(5, 0, 5, 5, 5, 0));
        assertThat(consumer.rows()).isEqualTo(5);
        assertThat(consumer.rowsPerSecond()).isZero();
        assertThat(consumer.latency().orElseThrow().median()).isEqualTo(0.05, within(1e-9));

        consumer.take(answer(25, 3, 5, 25, 25, 4 * SECOND));
        assertThat(consumer.rows()).isEqualTo(25);
        assertThat(consumer.deadLetters()).isEqualTo(4);
        assertThat(consumer.rowsPerSecond()).isEqualTo(5);
        assertThat(consumer.latency().orElseThrow().median()).isEqualTo(0.55, within(1e-9));
        assertThat(consumer.latency().orElseThrow().worst()).isEqualTo(0.991, within(1e-9));

        consumer.take(answer(25, 3, 5, 25, 25, 20 * SECOND));
        consumer.take(answer(25, 3, 5, 25, 25, 21 * SECOND));
        assertThat(consumer.latency()).isEmpty();
    }

    @Test
    void aConsumerThatDoesNotAnswerChangesNothing() {
        consumer.take(answer(5, 0, 5, 5, 5, 0));
        consumer.look();
        assertThat(consumer.rows()).isEqualTo(5);
    }

    private static ConsumerReading answer(int rows, int letters, int tenth, int one, int all, long nanos) {
        MetricsReading metrics = MetricsReading.parse(String.join(
                "\n",
                "# TYPE candlestream_consumer_rows_total counter",
                "candlestream_consumer_rows_total{stream=\"klines\"} " + rows + ".0",
                "candlestream_consumer_dead_letters_total{cause=\"not-a-number\",stream=\"klines\"} " + letters + ".0",
                "candlestream_consumer_dead_letters_total{cause=\"unreadable\",stream=\"gaps\"} "
                        + (letters > 0 ? 1 : 0) + ".0",
                "candlestream_consumer_latency_seconds_bucket{stream=\"klines\",le=\"0.1\"} " + tenth,
                "candlestream_consumer_latency_seconds_bucket{stream=\"klines\",le=\"1.0\"} " + one,
                "candlestream_consumer_latency_seconds_bucket{stream=\"klines\",le=\"+Inf\"} " + all,
                "candlestream_consumer_latency_seconds_count{stream=\"klines\"} " + all,
                ""));
        return new ConsumerReading(nanos, 0, metrics);
    }
}
