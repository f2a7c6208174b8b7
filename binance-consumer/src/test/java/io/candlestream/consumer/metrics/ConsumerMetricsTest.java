package io.candlestream.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerMetricsTest {
    private final ConsumerMetrics counts = new ConsumerMetrics(List.of("klines", "gaps"), List.of("live"));
    private final MetricRegistry meters = new MetricRegistry("candlestream_consumer");

    ConsumerMetricsTest() {
        counts.retries("live", "cassandra");
        counts.show(meters);
    }

    @Test
    void everyFigureIsThereBeforeAnythingHappened() {
        assertThat(meters.text())
                .contains(
                        "# TYPE candlestream_consumer_records_total counter\n",
                        "# TYPE candlestream_consumer_rows_total counter\n",
                        "# TYPE candlestream_consumer_dead_letters_total counter\n",
                        "# TYPE candlestream_consumer_batches_total counter\n",
                        "# TYPE candlestream_consumer_write_retries_total counter\n",
                        "# TYPE candlestream_consumer_batch_seconds histogram\n",
                        "# TYPE candlestream_consumer_batch_phase_seconds histogram\n",
                        "# TYPE candlestream_consumer_latency_seconds histogram\n",
                        "# TYPE candlestream_consumer_offsets_behind gauge\n",
                        "# TYPE candlestream_consumer_last_batch_timestamp_seconds gauge\n");
        for (RejectReason reason : RejectReason.values()) {
            assertThat(meters.text())
                    .contains("candlestream_consumer_dead_letters_total{cause=\"" + reason.code()
                            + "\",stream=\"klines\"} 0.0\n");
        }
        for (String phase : new String[] {"offsets", "plan", "rows", "checkpoint"}) {
            assertThat(meters.text())
                    .contains("candlestream_consumer_batch_phase_seconds_count{phase=\"" + phase
                            + "\",query=\"live\"} 0\n");
        }
    }

    @Test
    void aBatchIsCountedWhenItIsStoredAndWhenItIsCommitted() {
        LatencyHistogram ages = new LatencyHistogram();
        ages.add(120);
        counts.stored("klines", 10, 7, Map.of(RejectReason.TRUNCATED, 2L), ages);
        counts.query("live").committed(BatchTime.of(Map.of("triggerExecution", 140L, "addBatch", 120L)), 55);

        assertThat(meters.text())
                .contains(
                        "candlestream_consumer_records_total{stream=\"klines\"} 10.0\n",
                        "candlestream_consumer_rows_total{stream=\"klines\"} 7.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"truncated\",stream=\"klines\"} 2.0\n",
                        "candlestream_consumer_batches_total{query=\"live\"} 1.0\n",
                        "candlestream_consumer_latency_seconds_count{stream=\"klines\"} 1\n",
                        "candlestream_consumer_batch_seconds_sum{query=\"live\"} 0.14\n",
                        "candlestream_consumer_batch_phase_seconds_sum{phase=\"rows\",query=\"live\"} 0.12\n",
                        "candlestream_consumer_offsets_behind{query=\"live\"} 55.0\n");
    }

    @Test
    void nothingIsBehindWhenThereIsNothingToRead() {
        counts.query("live").committed(BatchTime.of(Map.of()), 55);
        counts.query("live").idle();

        assertThat(meters.text()).contains("candlestream_consumer_offsets_behind{query=\"live\"} 0.0\n");
    }
}
