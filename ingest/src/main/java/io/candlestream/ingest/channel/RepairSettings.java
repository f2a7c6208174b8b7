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

    /** How often to look for gaps. */
    public Duration period() {
        Duration half = afterClose.dividedBy(2);
        return half.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : half;
    }

    public Backoff backoff() {
        return Backoff.between(backoffBase, backoffCap);
    }
}
