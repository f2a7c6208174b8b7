package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventClockTest {
    private final EventClock clock = new EventClock();

    @Test
    void theNewestEventAndTheTimeSinceBoundTheExchangesTime() {
        clock.take(1_000_000, System.nanoTime() - Duration.ofSeconds(30).toNanos());
        clock.take(900_000, System.nanoTime());

        assertThat(clock.getAsLong()).isBetween(1_040_000L, 1_045_000L);
    }

    @Test
    void beforeThereIsAnEventOurOwnClockDoes() {
        assertThat(clock.getAsLong() - System.currentTimeMillis()).isBetween(55_000L, 61_000L);
    }
}
