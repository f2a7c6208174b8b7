package io.candlestream.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(10);

    @Test
    void doublesUpToTheCeiling() {
        Backoff backoff = new Backoff(FIRST, MOST, () -> 1);

        assertThat(backoff.after(1)).isEqualTo(FIRST);
        assertThat(backoff.after(4)).isEqualTo(Duration.ofMillis(800));
        assertThat(backoff.after(8)).isEqualTo(MOST);
        assertThat(backoff.after(1_000_000)).isEqualTo(MOST);
    }

    @Test
    void jitterTakesAwayAtMostHalf() {
        assertThat(new Backoff(FIRST, MOST, () -> 0).after(1)).isEqualTo(Duration.ofMillis(50));
        assertThat(new Backoff(FIRST, MOST, () -> 0.5).after(1)).isEqualTo(Duration.ofMillis(75));
    }
}
