package io.candlestream.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginGraceTest {
    private final Exception refused = new IllegalStateException("refused");

    private long now = 0;
    private final LoginGrace grace = new LoginGrace(e -> e == refused, Duration.ofSeconds(10), () -> now);

    @Test
    void countsFromTheFirstRefusalHoweverLongTheServerWasAway() {
        at(30);
        assertThat(grace.lasts(new IOException("connection refused"))).isTrue();
        at(31);
        assertThat(grace.lasts(refused)).isTrue();
        at(40);
        assertThat(grace.lasts(refused)).isTrue();
        at(41);
        assertThat(grace.lasts(refused)).isFalse();
    }

    @Test
    void leavesOtherFailuresToTheDeadline() {
        at(3600);
        assertThat(grace.lasts(new IOException("connection refused"))).isTrue();
    }

    private void at(int seconds) {
        now = Duration.ofSeconds(seconds).toNanos();
    }
}
