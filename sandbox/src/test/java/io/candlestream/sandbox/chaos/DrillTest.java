package io.candlestream.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillTest {
    private static final Verdict EQUAL = new Verdict(10, 10, 0, 0, 0, List.of());
    private static final Outcome VERIFIED = new Outcome(true, List.of("equal"));
    private static final Outcome DIFFERENT = new Outcome(false, List.of("NOT equal"));

    @Test
    void passesWhenTableAndStopsAreAsTheyShouldBe() {
        assertThat(Drill.passes(List.of(EQUAL, EQUAL), List.of(VERIFIED, VERIFIED), List.of(round(new RoundLog()))))
                .isTrue();
    }

    @Test
    void failsForADifferenceThatIsGoneInTheEnd() {
        assertThat(Drill.passes(List.of(EQUAL, EQUAL), List.of(DIFFERENT, VERIFIED), List.of(round(new RoundLog()))))
                .isFalse();
    }

    @Test
    void failsForALostCandleAndForAnUncleanStop() {
        Verdict lost = new Verdict(10, 9, 1, 0, 0, List.of("lost BTCUSDT"));
        assertThat(Drill.passes(List.of(EQUAL, lost), List.of(VERIFIED), List.of(round(new RoundLog()))))
                .isFalse();

        RoundLog unclean = new RoundLog();
        unclean.unclean().add("The producer answered SIGTERM with exit code 1");
        assertThat(Drill.passes(List.of(EQUAL, EQUAL), List.of(VERIFIED), List.of(round(unclean))))
                .isFalse();
    }

    private static Round round(RoundLog log) {
        return new Round(new Fault("P1", "producer killed", (testBed, random) -> {}), 0, Duration.ofSeconds(1), log);
    }
}
