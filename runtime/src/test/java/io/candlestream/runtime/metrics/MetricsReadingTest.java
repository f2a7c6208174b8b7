package io.candlestream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsReadingTest {
    private static final String TEXT = """
            # HELP a_total How many.
            # TYPE a_total counter
            a_total{cause="bad \\"number\\"",topic="x,y"} 3.0
            a_total{cause="a\\\\b\\nc"} 4 1700000000000
            gauge -2.5e3
            seconds_bucket{le="0.1",} 10
            seconds_bucket{le="0.2"} 30
            seconds_bucket{le="+Inf"} 40
            seconds_sum 12
            seconds_count 40
            nothing NaN

            this is no sample
            """;

    private final MetricsReading scrape = MetricsReading.parse(TEXT);

    @Test
    void readsCountersWithTheirLabels() {
        assertThat(scrape.value("a_total")).hasValue(7);
        assertThat(scrape.counts("a_total", "cause")).isEqualTo(Map.of("bad \"number\"", 3L, "a\\b\nc", 4L));
        assertThat(scrape.value("gauge")).hasValue(-2500);
    }

    @Test
    void findsTheExtremesOfAGauge() {
        MetricsReading queries = MetricsReading.parse("behind{query=\"live\"} 3\nbehind{query=\"files\"} 7\n");

        assertThat(queries.min("behind")).hasValue(3);
        assertThat(queries.max("behind")).hasValue(7);
        assertThat(queries.max("ahead")).isEmpty();
    }

    @Test
    void aLabelWithoutMeasureExhaustsNothing() {
        MetricsReading endless = MetricsReading.parse("a{b=\"" + "x\\\\".repeat(1_000_000) + "\"} 1\nb 2\n");
        MetricsReading large = MetricsReading.parse("a{b=\"" + "\\n".repeat(900) + "\"} 1\nb 2\n");

        assertThat(endless.value("b")).hasValue(2);
        assertThat(large.counts("a", "b")).isEqualTo(Map.of("\n".repeat(900), 1L));
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(scrape.value("b_total")).isEmpty();
        assertThat(scrape.counts("b_total", "cause")).isEmpty();
        assertThat(scrape.histogram("b").quantile(0.5)).isEmpty();
        assertThat(MetricsReading.parse("").value("")).isEmpty();
    }

    @Test
    void aQuantileLiesWithinItsBucket() {
        HistogramReading seconds = scrape.histogram("seconds");

        assertThat(seconds.quantile(0.25).orElseThrow()).isCloseTo(0.1, within(1e-9));
        assertThat(seconds.quantile(0.5).orElseThrow()).isCloseTo(0.15, within(1e-9));
        assertThat(seconds.quantile(0.99)).as("beyond the largest bound").hasValue(0.2);
        assertThat(seconds.limit()).hasValue(0.2);
        assertThat(seconds.mean().orElseThrow()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void anIncreaseForgetsWhatWasBefore() {
        HistogramReading before = MetricsReading.parse("""
                        seconds_bucket{le="0.1"} 10
                        seconds_bucket{le="0.2"} 10
                        seconds_bucket{le="+Inf"} 10
                        seconds_sum 1
                        seconds_count 10
                        """).histogram("seconds");

        HistogramReading increase = scrape.histogram("seconds").since(before);

        assertThat(increase.count()).isEqualTo(30);
        assertThat(increase.quantile(0.5).orElseThrow()).isCloseTo(0.175, within(1e-9));
        assertThat(before.since(scrape.histogram("seconds")))
                .as("started again")
                .isEqualTo(before);
    }
}
