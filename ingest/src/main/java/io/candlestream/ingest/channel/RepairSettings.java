package io.candlestream.ingest.channel;

import io.candlestream.runtime.retry.Backoff;
import java.time.Duration;

/**
 * How the gaps of a stream are found and repaired; part of its settings.
 *
 * @param afterClose how long an event may be missing before it counts as a gap
 * @param bound how far back a start heals
 * @param readBack how many records of a partition a start reads to learn where each symbol stopped
 * @param confirm for how long the exchange has to say that it has no events before that is believed
 * @param backoffBase how attempts at an exchange that does not answer are spaced, as is {@code backoffCap}
 */
public record RepairSettings(
        Duration afterClose,
        Duration bound,
        int readBack,
        Duration confirm,
        Duration backoffBase,
        Duration backoffCap) {

    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);
    /** How much longer than usual a slow broker may hold up the report of a gap. */
    private static final Duration HELD_UP = Duration.ofMinutes(1);

    /** How often to look for gaps. */
    public Duration period() {
        Duration half = afterClose.dividedBy(2);
        return half.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : half;
    }

    /** How long after a gap was found it is reported, at the latest. */
    public Duration reported() {
        return afterClose.plus(period()).plus(HELD_UP);
    }

    public Backoff backoff() {
        return Backoff.between(backoffBase, backoffCap);
    }
}
