package io.candlestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = -5 * SECOND; // System.nanoTime() may be negative

    private final Schedule schedule = new Schedule(START, 60_000, 600_000);

    @Test
    void givesTheRateExactlyHoweverLongItRuns() {
        Schedule endless = new Schedule(START, 60_001, Long.MAX_VALUE);

        assertThat(endless.due(START)).isZero();
        assertThat(endless.due(START + SECOND / 2)).isEqualTo(30_000);
        assertThat(endless.due(START + 86_400 * SECOND)).isEqualTo(86_400L * 60_001);
    }

    @Test
    void asksForNoMoreThanTheTotal() {
        assertThat(schedule.due(START + 11 * SECOND)).isEqualTo(600_000);
        assertThat(schedule.behind(600_000, START + 11 * SECOND)).isZero();
    }

    @Test
    void isAsLateAsItsNextEvent() {
        assertThat(schedule.behind(60_000, START + SECOND)).isZero();
        assertThat(schedule.behind(30_000, START + SECOND)).isEqualTo(Duration.ofMillis(500));
        assertThat(schedule.behind(90_000, START + SECOND)).isZero();
    }
}
