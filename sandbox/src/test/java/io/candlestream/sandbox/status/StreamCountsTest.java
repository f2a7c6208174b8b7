package io.candlestream.sandbox.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.metrics.MetricsReading;
import org.junit.jupiter.api.Test;

class StreamCountsTest {
    private static final MetricsReading CONSUMER = MetricsReading.parse("""
            candlestream_consumer_rows_total{stream="klines"} 1200
            candlestream_consumer_rows_total{stream="trades"} 34419
            candlestream_consumer_rows_total{stream="gaps"} 0
            candlestream_consumer_dead_letters_total{stream="trades",cause="bad-number"} 2
            candlestream_consumer_dead_letters_total{stream="trades",cause="bad-time"} 1
            candlestream_consumer_dead_letters_total{stream="ticker_1h",cause="bad-ticker"} 4
            """);

    @Test
    void countsEachStreamThatDidAnything() {
        assertThat(StreamCounts.of("consumer", CONSUMER))
                .extracting(StreamCounts::line)
                .containsExactly(
                        "klines       1,200 rows",
                        "ticker_1h    0 rows, 4 dead letters",
                        "trades       34,419 rows, 3 dead letters");
        assertThat(StreamCounts.of("consumer", CONSUMER).get(2).data())
                .containsEntry("stream", "trades")
                .containsEntry("rows", 34_419L)
                .containsEntry("dead_letters", 3L);
    }

    @Test
    void namesGapsOfAProducerWhereThereAreSome() {
        MetricsReading producer = MetricsReading.parse("""
                candlestream_producer_published_total{stream="klines"} 10
                candlestream_producer_published_total{stream="trades"} 20
                candlestream_producer_gaps_total{stream="trades"} 1
                candlestream_producer_records_healed_total{stream="trades"} 5
                """);

        assertThat(StreamCounts.of("producer", producer))
                .extracting(StreamCounts::line)
                .containsExactly("klines       10 published", "trades       20 published, 1 gaps, 5 healed");
    }

    @Test
    void aProgramThatDoesNotAnswerHasNone() {
        assertThat(StreamCounts.of("consumer", MetricsReading.NONE)).isEmpty();
    }
}
