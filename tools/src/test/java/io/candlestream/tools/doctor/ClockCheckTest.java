package io.candlestream.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.ClockCheck.Exchange;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockCheckTest {
    private static final Optional<Duration> NEAR = Optional.of(Duration.ofMillis(-400));

    @Test
    void saysByHowMuchClocksDiffer() {
        assertThat(judge(NEAR, Optional.of(Duration.ofMillis(1200))))
                .isEqualTo(CheckResult.ok(
                        "clock", "this machine's differs from Cassandra's by 0.4 s, from the exchange's by 1.2 s"));
    }

    @Test
    void warnsOfSecondsAndFailsOnAMinute() {
        assertThat(judge(NEAR, Optional.of(Duration.ofSeconds(-5))))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::found)
                .isEqualTo("this machine's clock is 5.0 s ahead of the exchange's");
        assertThat(judge(Optional.of(Duration.ofMinutes(3)), NEAR))
                .matches(finding -> finding.mark() == Mark.FAIL)
                .extracting(CheckResult::found)
                .isEqualTo("this machine's clock is 3 minutes behind Cassandra's");
    }

    @Test
    void leavesASimulatedExchangeItsOwnTime() {
        CheckResult finding = new ClockCheck(NEAR, Optional.of(Duration.ofDays(-1)), Exchange.SIMULATED).judge();

        assertThat(finding.mark()).isEqualTo(Mark.OK);
        assertThat(finding.found()).contains("by 1 day (simulated: a time of its own)");
    }

    @Test
    void anExchangeThatIsAwayIsNoFault() {
        assertThat(judge(NEAR, Optional.empty()).mark()).isEqualTo(Mark.OK);
        assertThat(judge(NEAR, Optional.empty()).found())
                .isEqualTo("this machine's differs from Cassandra's by 0.4 s; the exchange does not tell the time");
        assertThat(judge(Optional.empty(), Optional.empty()).mark()).isEqualTo(Mark.SKIP);
    }

    private static CheckResult judge(Optional<Duration> cassandra, Optional<Duration> exchange) {
        return new ClockCheck(cassandra, exchange, Exchange.REAL).judge();
    }
}
