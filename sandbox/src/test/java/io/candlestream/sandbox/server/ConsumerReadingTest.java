package io.candlestream.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.metrics.MetricsReading;
import org.junit.jupiter.api.Test;

/** What bench, drill and tests take from the consumer's metrics, of all its streams and queries together. */
class ConsumerReadingTest {
    private static final String TEXT = """
            candlestream_consumer_records_total{stream="gaps"} 12.0
            candlestream_consumer_records_total{stream="klines"} 500.0
            candlestream_consumer_rows_total{stream="klines"} 120.0
            candlestream_consumer_dead_letters_total{stream="klines",cause="not-a-number"} 2.0
            candlestream_consumer_batches_total{query="live"} 2.0
            candlestream_consumer_offsets_behind{query="live"} %s
            candlestream_consumer_last_batch_timestamp_seconds{query="live"} 1.7642840005E9
            candlestream_consumer_batch_seconds_sum{query="live"} 0.5
            candlestream_consumer_batch_seconds_count{query="live"} 2
            candlestream_consumer_batch_phase_seconds_sum{query="live",phase="plan"} 0.04
            candlestream_consumer_batch_phase_seconds_count{query="live",phase="plan"} 2
            candlestream_consumer_batch_phase_seconds_sum{query="live",phase="rows"} 0.4
            candlestream_consumer_batch_phase_seconds_count{query="live",phase="rows"} 2
            """;

    @Test
    void addsUpTheCountsOfAllStreams() {
        ConsumerReading reading = reading("0.0");

        assertThat(reading.records()).isEqualTo(512);
        assertThat(reading.rows()).isEqualTo(120);
        assertThat(reading.deadLetters()).isEqualTo(2);
        assertThat(reading.batches()).isEqualTo(2);
    }

    @Test
    void tellsTheTimeOfABatchAndOfEachOfItsParts() {
        ConsumerReading reading = reading("0.0");

        assertThat(reading.batchTime().mean()).hasValue(0.25);
        assertThat(reading.batchTime("plan").mean()).hasValue(0.02);
        assertThat(reading.batchTime("rows").mean()).hasValue(0.2);
    }

    @Test
    void knowsTheLastCommitToTheMillisecond() {
        assertThat(reading("0.0").lastCommit()).isEqualTo(9_750_000_000L);
    }

    @Test
    void isCurrentOnceABatchHasLeftNothingInTheTopic() {
        assertThat(reading("0.0").isCurrent()).isTrue();
        assertThat(reading("7.0").isCurrent()).isFalse();
        assertThat(ConsumerReading.NONE.isCurrent()).isFalse();
    }

    /** 250 ms after the last commit. */
    private static ConsumerReading reading(String behind) {
        return new ConsumerReading(10_000_000_000L, 1_764_284_000_750L, MetricsReading.parse(TEXT.formatted(behind)));
    }
}
