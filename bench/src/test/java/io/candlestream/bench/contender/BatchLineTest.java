package io.candlestream.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLineTest {
    @Test
    void readsWhatTheConsumerSays() {
        String line = "07:12:01.123 INFO  BatchLog: batch 3: read 512 rows, written 120, superseded 390, rejected 2"
                + " (not-a-number 2), behind 0, 231 ms (offsets 3, plan 20, rows 180, checkpoint 25)";

        assertThat(BatchLine.parse(line))
                .contains(new BatchLine(512, 120, 2, 231, new BatchLine.Split(3, 20, 180, 25)));
        assertThat(BatchLine.parse(line.replace(" (not-a-number 2)", "")))
                .contains(new BatchLine(512, 120, 2, 231, new BatchLine.Split(3, 20, 180, 25)));
        assertThat(BatchLine.parse("07:12:01.123 INFO  Streaming: Reading topic x"))
                .isEmpty();
    }

    @Test
    void addsBatchesUpFromTheStartOfTheFirst() {
        Batches batches = new Batches();
        batches.accept(
                "batch 0: read 10 rows, written 10, superseded 0, rejected 0, behind ?, 500 ms (offsets 1, plan 2, rows 3, checkpoint 4)");
        batches.accept("something else");
        batches.accept(
                "batch 1: read 5 rows, written 4, superseded 0, rejected 1 (off-the-grid 1), behind 0, 20 ms (offsets 1, plan 2, rows 3, checkpoint 4)");

        assertThat(batches.read()).isEqualTo(15);
        assertThat(batches.rejected()).isEqualTo(1);
        Span span = batches.span().orElseThrow();
        assertThat(span.end() - span.start()).isGreaterThanOrEqualTo(500_000_000);
    }

    @Test
    void readsTheResultsOfTheOthers() {
        assertThat(ResultLine.ofBench("BENCH rows=300000 seconds=3.250")).contains(new ResultLine(300_000, 3.25));
        assertThat(ResultLine.ofBench("INFO BENCH soon")).isEmpty();
        assertThat(ResultLine.ofConsumerPerformance("2026-11-20 07:12:01:123, 2026-11-20 07:12:03:123, 95.3674, 47.6"
                        + ", 1000000, 500000.0000, 400, 1600, 59.6046, 625000.0000"))
                .contains(new ResultLine(1_000_000, 1.6));
        assertThat(new ResultLine(1, 1.5).until(5_000_000_000L))
                .isEqualTo(new Span(1, 3_500_000_000L, 5_000_000_000L));
    }
}
