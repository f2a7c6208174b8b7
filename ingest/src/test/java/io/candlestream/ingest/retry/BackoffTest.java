package io.candlestream.ingest.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(10);

    @Test
    void ceilingDoublesUpToTheCap() {
        Backoff backoff = new Backoff(BASE, CAP, () -> 0.5);
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void jitterIsFull() {
        long seed = System.nanoTime();
        Backoff backoff = new Backoff(CAP, CAP, new Random(seed)::nextDouble);
        Duration least = CAP;
        Duration most = Duration.ZERO;
        for (int i = 0; i < 1000; i++) {
            Duration delay = backoff.next();
            least = delay.compareTo(least) < 0 ? delay : least;
            most = delay.compareTo(most) > 0 ? delay : most;
        }
        assertThat(least).as("seed %d", seed).isBetween(Duration.ZERO, Duration.ofMillis(500));
        assertThat(most).as("seed %d", seed).isBetween(Duration.ofMillis(9500), CAP);
    }

    @Test
    void startsAgainAfterAReset() {
        Backoff backoff = new Backoff(BASE, CAP, () -> 0.5);
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    }
}
