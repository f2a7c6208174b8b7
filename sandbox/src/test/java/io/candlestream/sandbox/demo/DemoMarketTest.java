package io.candlestream.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** When a demo's market begins. */
class DemoMarketTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"--speed=60 --for=2h, 2h", "--speed=60, 24h", "--speed=600 --for=100h, 100h", "--speed=max, 8h"})
    void aFastMarketDoesNotOvertakeTheClock(String options, String run) {
        Duration length = Duration.parse("PT" + run.toUpperCase(java.util.Locale.ROOT));
        double speed =
                options.contains("max") ? 10_000 : Double.parseDouble(options.replaceAll(".*speed=(\\d+).*", "$1"));
        Instant end = start(options.split(" ")).plusMillis((long) (length.toMillis() * speed));
        assertThat(end).isBefore(NOW.plus(length));
    }

    @Test
    void aShortDemoBeginsADayOrTwoAgoAndOneAtTheClocksPaceNow() {
        assertThat(start("--speed=60", "--for=60s")).isAfter(NOW.minus(Duration.ofDays(3)));
        assertThat(start("--speed=1")).isEqualTo(NOW);
    }

    private static Instant start(String... options) {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs(options);
        long first = DemoMarket.of(asked.options, NOW)
                .market()
                .updates()
                .next()
                .candle()
                .openTime();
        return Instant.ofEpochMilli(first);
    }

    @CommandLine.Command
    private static final class Asked {
        @Mixin
        private final DemoOptions options = new DemoOptions();
    }
}
