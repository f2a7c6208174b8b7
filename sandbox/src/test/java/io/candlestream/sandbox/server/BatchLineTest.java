package io.candlestream.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLineTest {
    @Test
    void readsWhatTheConsumerSays() {
        String line =
                "07:12:01.123 INFO  ConsumerBatches: batch 3: read 512 rows, written 120, superseded 390, rejected 2"
                        + " (not-a-number 2), behind 0, 231 ms (offsets 3, plan 20, rows 180, checkpoint 25)";

        assertThat(BatchLine.parse(line))
                .contains(new BatchLine(3, 512, 120, 2, 231, new BatchLine.Split(3, 20, 180, 25)));
        assertThat(BatchLine.parse(line.replace(" (not-a-number 2)", "")))
                .contains(new BatchLine(3, 512, 120, 2, 231, new BatchLine.Split(3, 20, 180, 25)));
        assertThat(BatchLine.parse(line.replace("batch 3:", "batch 3 of live:")))
                .contains(new BatchLine(3, 512, 120, 2, 231, new BatchLine.Split(3, 20, 180, 25)));
        assertThat(BatchLine.parse("07:12:01.123 INFO  Streaming: Reading topic x"))
                .isEmpty();
    }

    @Test
    void addsBatchesUpFromTheStartOfTheFirst() {
        ConsumerBatches batches = new ConsumerBatches();
        batches.accept(
                "batch 0: read 10 rows, written 10, superseded 0, rejected 0, behind ?, 500 ms (offsets 1, plan 2, rows 3, checkpoint 4)");
        batches.accept("something else");
        batches.accept(
                "batch 1: read 5 rows, written 4, superseded 0, rejected 1 (off-the-grid 1), behind 0, 20 ms (offsets 1, plan 2, rows 3, checkpoint 4)");

        assertThat(batches.read()).isEqualTo(15);
        assertThat(batches.rejected()).isEqualTo(1);
        assertThat(batches.read(1)).isEqualTo(5);
        assertThat(batches.read(2)).isZero();
        assertThat(batches.end() - batches.start().orElseThrow()).isGreaterThanOrEqualTo(500_000_000);
    }
}
