package io.candlestream.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultLineTest {
    @Test
    void readsTheResultsOfTheOthers() {
        assertThat(ResultLine.of("BENCH rows=300000 seconds=3.250")).contains(new ResultLine(300_000, 3.25));
        assertThat(ResultLine.of("INFO BENCH soon")).isEmpty();
        assertThat(ResultLine.of("2026-11-20 07:12:01:123, 2026-11-20 07:12:03:123, 95.3674, 47.6"
                        + ", 1000000, 500000.0000, 400, 1600, 59.6046, 625000.0000"))
                .contains(new ResultLine(1_000_000, 1.6));
        assertThat(new ResultLine(1, 1.5).until(5_000_000_000L)).isEqualTo(new Span(1, 3_500_000_000L, 5_000_000_000L));
    }
}
