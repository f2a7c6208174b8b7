package io.candlestream.producer;

import io.candlestream.runtime.command.NotNegative;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a backfill begins: at a time, or some days before today. */
final class Begin {
    @Option(names = "--from", paramLabel = "TIME", description = "first time, such as 2021-04-24")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--days",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "from the midnight (UTC) N days before today on")
    private int days;

    /** The same all day long, so that a backfill of today goes on where it stopped. */
    Instant time(Clock clock) {
        return from.orElseGet(() -> LocalDate.now(clock)
                .minusDays(days)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant());
    }
}
