package io.candlestream.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.proof.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultResultTest {
    private static final Fault FAULT = new Fault("C1", "consumer killed", (testBed, random) -> {});

    private final FaultResult result = new FaultResult("C1");

    @Test
    void tellsMedianAndNinetyNinthOfTheRecoveries() {
        IntStream.rangeClosed(1, 200).map(i -> 201 - i).forEach(i -> result.verdicts()
                .put(round(i, 2), clean()));

        assertThat(result.rounds()).isEqualTo(200);
        assertThat(result.recovery(0.5)).isEqualTo(Duration.ofSeconds(100));
        assertThat(result.recovery(0.99)).isEqualTo(Duration.ofSeconds(198));
        assertThat(result.replayed()).isEqualTo(400);
        assertThat(result.harmed()).isFalse();
    }

    @Test
    void addsUpTheHarmAndRemembersItsExamples() {
        result.verdicts().put(round(1, 0), new Verdict(10, 8, 2, 0, 1, List.of("lost BTCUSDT")));
        result.verdicts().put(round(1, 0), new Verdict(10, 10, 0, 3, 0, List.of("extra BTCUSDT")));

        assertThat(List.of(result.sum(Verdict::lost), result.sum(Verdict::extra), result.sum(Verdict::mixed)))
                .containsExactly(2L, 3L, 1L);
        assertThat(result.harmed()).isTrue();
        assertThat(result.problems()).containsExactly("lost BTCUSDT", "extra BTCUSDT");
    }

    private static Verdict clean() {
        return new Verdict(1, 1, 0, 0, 0, List.of());
    }

    private static Round round(int seconds, long replayed) {
        RoundLog log = new RoundLog();
        log.replayed().set(replayed);
        return new Round(FAULT, 0, Duration.ofSeconds(seconds), log);
    }
}
