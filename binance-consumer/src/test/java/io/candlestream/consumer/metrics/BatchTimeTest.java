package io.candlestream.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchTimeTest {
    @Test
    void tellsWhereTheTimeWent() {
        BatchTime time = BatchTime.of(Map.of(
                "latestOffset", 3L,
                "getBatch", 1L,
                "queryPlanning", 19L,
                "walCommit", 11L,
                "addBatch", 180L,
                "commitOffsets", 14L,
                "triggerExecution", 231L));

        assertThat(time).hasToString("231 ms (offsets 3, plan 20, rows 180, checkpoint 25)");
    }

    @Test
    void aStepThatDidNotHappenTookNoTime() {
        assertThat(BatchTime.of(Map.of("triggerExecution", 7L)))
                .hasToString("7 ms (offsets 0, plan 0, rows 0, checkpoint 0)");
    }
}
