package io.candlestream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.trial.Plan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmark refuses before its servers start. */
class BenchCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench --contenders nope      | Cannot start the benchmark: --contenders nope: no such contender; there are ours,",
                "bench --contenders ours,nope | Cannot start the benchmark: --contenders nope: no such contender; there are ours,",
                "bench --only nope            | Cannot start the benchmark: --only nope: no such race; there are sink, ",
                "load --from 2026-02-31       | ./candlestream load: invalid value for option '--from': '2026-02-31' is no time: ",
            })
    @Timeout(60)
    void refusesInOneLine(String line, String message) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Bench.run(line.split(" "))).isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith(message).hasLineCount(1);
    }

    @Test
    void theContendersOfAShortRunAreKnown() {
        assertThat(new ArrayList<>(Plan.CONTENDERS))
                .doesNotHaveDuplicates()
                .containsAll(Plan.quick().contenders());
    }
}
