package io.candlestream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which windows there are, by their names. */
class SlidingWindowsTest {
    @ParameterizedTest
    @ValueSource(strings = {"1m", "1d", "5m/1m", "1h/1m", "1m/1s", "1d/1h"})
    void aNameMakesThoseThatHaveIt(String code) {
        assertThat(SlidingWindows.ofCode(code)).map(SlidingWindows::code).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "5m/", "/1m", "1m/1m", "1m/5m", "5m/3m", "1h/1s", "1w", "1M", "3d/1d", "5m/1m/1m", "7m"
            })
    void anyOtherNameMakesNone(String code) {
        assertThat(SlidingWindows.ofCode(code)).isEmpty();
    }

    @Test
    void thoseThatHoldAMomentBeginUpToTheLengthBeforeIt() {
        long time = Instant.parse("2024-08-08T23:54:59.999Z").toEpochMilli();

        assertThat(of("5m/1m").starts(time))
                .extracting(start -> Instant.ofEpochMilli(start).toString().substring(11, 16))
                .containsExactly("23:50", "23:51", "23:52", "23:53", "23:54");
        assertThat(of("5m").starts(time))
                .containsExactly(Instant.parse("2024-08-08T23:50:00Z").toEpochMilli());
        assertThat(of("3m/1m").starts(-1)).containsExactly(-180_000L, -120_000L, -60_000L);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new SlidingWindows(Interval.MINUTE_1, Interval.MINUTE_5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No windows of 1m each 5m: ");
    }

    private static SlidingWindows of(String code) {
        return SlidingWindows.ofCode(code).orElseThrow();
    }
}
