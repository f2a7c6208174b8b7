package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.meter.Ages;
import io.candlestream.consumer.row.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchTallyTest {
    @Test
    void readsAsOneLine() {
        BatchTally tally = new BatchTally(512, 120, Map.of(Reason.NOT_A_NUMBER, 2L), ages(), List.of());

        assertThat(tally).hasToString("read 512 rows, written 120, superseded 390, rejected 2 (not-a-number 2)");
        assertThat(BatchTally.NOTHING).hasToString("read 0 rows, written 0, superseded 0, rejected 0");
    }

    @Test
    void addsUpAndKeepsTheNewestLines() {
        BatchTally one = new BatchTally(10, 7, Map.of(Reason.TRUNCATED, 1L), ages(80), List.of(line(9), line(2)));
        BatchTally other = new BatchTally(
                5, 3, Map.of(Reason.TRUNCATED, 1L, Reason.NOT_A_TIME, 1L), ages(70, 9_000), List.of(line(5)));

        assertThat(one.plus(other, 2))
                .isEqualTo(new BatchTally(
                        15,
                        10,
                        Map.of(Reason.TRUNCATED, 2L, Reason.NOT_A_TIME, 1L),
                        ages(80, 70, 9_000),
                        List.of(line(9), line(5))));
    }

    private static Ages ages(long... millis) {
        Ages ages = new Ages();
        LongStream.of(millis).forEach(ages::add);
        return ages;
    }

    private static BatchTally.Line line(long clustering) {
        return new BatchTally.Line(clustering, List.of("row " + clustering));
    }
}
