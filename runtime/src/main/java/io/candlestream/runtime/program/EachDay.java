package io.candlestream.runtime.program;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** The time of the day, in UTC, at which a program that runs on does its work; a signal ends it. */
public final class EachDay {
    private final Clock clock;
    private final LocalTime at;
    private final PrintStream out;

    /** @param out gets a line that says when it works next */
    public EachDay(Clock clock, LocalTime at, PrintStream out) {
        this.clock = clock;
        this.at = at;
        this.out = out;
    }

    /** The next time it is {@code at}, after {@code now}. */
    static ZonedDateTime next(ZonedDateTime now, LocalTime at) {
        ZonedDateTime today = now.with(at);
        return today.isAfter(now) ? today : today.plusDays(1);
    }

    /** What {@code work} comes to; a signal meanwhile ends the process as well as any other end, with exit code 0. */
    public <T> T during(Supplier<T> work) {
        return StopLine.usual(out, () -> "Stopped.").during(work);
    }

    /** Waits for that time, and no longer than {@code atMost}; returns whether nobody interrupted it. */
    public boolean sleep(Optional<Duration> atMost) {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        ZonedDateTime next = next(now, at);
        ZonedDateTime end =
                atMost.map(now::plus).filter(earlier -> earlier.isBefore(next)).orElse(next);
        out.println("Next at " + end.truncatedTo(ChronoUnit.SECONDS));
        return during(() -> sleptUntil(end));
    }

    /** In short steps: a clock that is set, or a machine that slept, moves the end. */
    private boolean sleptUntil(ZonedDateTime end) {
        try {
            while (clock.instant().isBefore(end.toInstant())) {
                long left = ChronoUnit.MILLIS.between(clock.instant(), end.toInstant());
                Thread.sleep(Math.max(1, Math.min(left, Duration.ofMinutes(1).toMillis())));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
