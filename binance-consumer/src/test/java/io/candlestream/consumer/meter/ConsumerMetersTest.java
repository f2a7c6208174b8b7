package io.candlestream.consumer.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.row.Reason;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerMetersTest {
    private final ConsumerMeters counts = new ConsumerMeters();
    private final MetricRegistry meters = new MetricRegistry("candlestream_consumer");

    ConsumerMetersTest() {
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
        for (Reason reason : Reason.values()) {
            assertThat(meters.text())
                    .contains("candlestream_consumer_dead_letters_total{cause=\"" + reason.code() + "\"} 0.0\n");
        }
        for (String phase : new String[] {"offsets", "plan", "rows", "checkpoint"}) {
            assertThat(meters.text())
                    .contains("candlestream_consumer_batch_phase_seconds_count{phase=\"" + phase + "\"} 0\n");
        }
    }

    @Test
    void aBatchIsCountedWhenItIsStoredAndWhenItIsCommitted() {
        Ages ages = new Ages();
        ages.add(120);
        counts.stored(10, 7, Map.of(Reason.TRUNCATED, 2L), ages);
        counts.committed(140, Map.of("offsets", 4L, "plan", 6L, "rows", 120L, "checkpoint", 9L), 55);

        assertThat(meters.text())
                .contains(
                        "candlestream_consumer_records_total 10.0\n",
                        "candlestream_consumer_rows_total 7.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"truncated\"} 2.0\n",
                        "candlestream_consumer_batches_total 1.0\n",
                        "candlestream_consumer_latency_seconds_count 1\n",
                        "candlestream_consumer_batch_seconds_sum 0.14\n",
                        "candlestream_consumer_batch_phase_seconds_sum{phase=\"rows\"} 0.12\n",
                        "candlestream_consumer_offsets_behind 55.0\n");
    }

    @Test
    void nothingIsBehindWhenThereIsNothingToRead() {
        counts.committed(140, Map.of(), 55);
        counts.idle();

        assertThat(meters.text()).contains("candlestream_consumer_offsets_behind 0.0\n");
    }
}
