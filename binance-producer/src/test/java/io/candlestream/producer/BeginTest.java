package io.candlestream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BeginTest {
    @Test
    void isTheMidnightBeforeSoManyDaysHoweverLateItIs() {
        for (String now : new String[] {"2025-03-31T00:00:00Z", "2025-03-31T23:59:59Z"}) {
            assertThat(begin("--days", "30").time(Clock.fixed(Instant.parse(now), ZoneOffset.UTC)))
                    .isEqualTo("2025-03-01T00:00:00Z");
        }
    }

    @Test
    void isTheTimeThatWasNamed() {
        assertThat(begin("--from", "2021-04-24T00:00:00Z").time(Clock.systemUTC()))
                .isEqualTo("2021-04-24T00:00:00Z");
    }

    private static Begin begin(String... options) {
        Begin begin = new Begin();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(begin)).parseArgs(options);
        return begin;
    }
}
