package io.candlestream.tools.doctor;

import static io.candlestream.tools.doctor.check.HumanText.span;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges this machine's clock by those of others: a wrong one asks the exchange for candles that are not over, or too late.
 *
 * @param cassandra how far Cassandra's clock is ahead of ours, where it could be read
 * @param exchange how far the exchange's is, where it could be read
 * @param whose of whom that clock is: the real exchange keeps the time of the world, a simulated one that of its market
 */
record ClockCheck(Optional<Duration> cassandra, Optional<Duration> exchange, Exchange whose) {
    private static final Duration NOTICEABLE = Duration.ofSeconds(2);
    private static final Duration HARMFUL = Duration.ofMinutes(1);

    /** Whose clock an exchange has. */
    enum Exchange {
        REAL,
        SIMULATED
    }

    CheckResult judge() {
        CheckBuilder check = new CheckBuilder("clock");
        cassandra.ifPresent(ahead -> judge(check, "Cassandra's", ahead));
        exchange.filter(ahead -> whose == Exchange.REAL).ifPresent(ahead -> judge(check, "the exchange's", ahead));
        return cassandra.isEmpty() && exchange.isEmpty()
                ? CheckResult.skip("clock", "neither Cassandra nor the exchange tells the time")
                : check.orElse(compared());
    }

    /** Only what was compared differs; who tells no time is named for it. */
    private String compared() {
        List<String> differences = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        cassandra.ifPresentOrElse(
                ahead -> differences.add("from Cassandra's by " + span(ahead.abs())), () -> silent.add("Cassandra"));
        exchange.ifPresentOrElse(
                ahead -> differences.add("from the exchange's by " + span(ahead.abs())
                        + (whose == Exchange.SIMULATED ? " (simulated: a time of its own)" : "")),
                () -> silent.add("the exchange"));
        return "this machine's differs " + String.join(", ", differences)
                + (silent.isEmpty() ? "" : "; " + silent.get(0) + " does not tell the time");
    }

    private static void judge(CheckBuilder check, String whose, Duration ahead) {
        Duration off = ahead.abs();
        String found =
                "this machine's clock is " + span(off) + (ahead.isNegative() ? " ahead of " : " behind ") + whose;
        String wayOut = "have both machines keep time by NTP; until then the consumer's latency is not true";
        check.failIf(off.compareTo(HARMFUL) >= 0, found, wayOut)
                .warnIf(off.compareTo(NOTICEABLE) >= 0 && off.compareTo(HARMFUL) < 0, found, wayOut);
    }
}
