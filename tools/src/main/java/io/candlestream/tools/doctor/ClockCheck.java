package io.candlestream.tools.doctor;

import static io.candlestream.tools.doctor.finding.Words.span;

import io.candlestream.tools.doctor.finding.Finding;
import io.candlestream.tools.doctor.finding.Judgement;
import java.time.Duration;
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

    Finding judge() {
        Judgement judgement = new Judgement("clock");
        cassandra.ifPresent(ahead -> judge(judgement, "Cassandra's", ahead));
        exchange.filter(ahead -> whose == Exchange.REAL).ifPresent(ahead -> judge(judgement, "the exchange's", ahead));
        return cassandra.isEmpty() && exchange.isEmpty()
                ? Finding.skip("clock", "neither Cassandra nor the exchange tells the time")
                : judgement.orElse("this machine's differs from Cassandra's by " + words(cassandra)
                        + ", from the exchange's by " + words(exchange)
                        + (exchange.isPresent() && whose == Exchange.SIMULATED
                                ? " (simulated: a time of its own)"
                                : ""));
    }

    private static void judge(Judgement judgement, String whose, Duration ahead) {
        Duration off = ahead.abs();
        String found =
                "this machine's clock is " + span(off) + (ahead.isNegative() ? " ahead of " : " behind ") + whose;
        String wayOut = "have both machines keep time by NTP; until then the consumer's latency is not true";
        judgement
                .failIf(off.compareTo(HARMFUL) >= 0, found, wayOut)
                .warnIf(off.compareTo(NOTICEABLE) >= 0 && off.compareTo(HARMFUL) < 0, found, wayOut);
    }

    private static String words(Optional<Duration> ahead) {
        return ahead.map(Duration::abs).map(off -> span(off)).orElse("an unknown time (no answer)");
    }
}
