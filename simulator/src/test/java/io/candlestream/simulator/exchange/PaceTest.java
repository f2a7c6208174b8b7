package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    @Test
    void aMinuteTakesASecondAtSixty() {
        Pace pace = new Pace(60, nanos::get);
        pace.start(1_000_000);

        assertThat(pace.until(1_060_000)).isEqualTo(Duration.ofSeconds(1));
        nanos.addAndGet(Duration.ofMillis(1500).toNanos());
        assertThat(pace.until(1_060_000)).isEqualTo(Duration.ofMillis(-500));
        assertThat(pace.now()).isEqualTo(1_090_000);
    }

    @Test
    void allIsDueAtFullSpeed() {
        Pace pace = Pace.fullSpeed();
        pace.start(1_000_000);

        assertThat(pace.until(Long.MAX_VALUE)).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(pace.now()).isEqualTo(1_000_000);
    }

    @Test
    void refusesToStandStill() {
        assertThatThrownBy(() -> Pace.times(0)).hasMessageStartingWith("Cannot play at speed 0.0");
    }
}
