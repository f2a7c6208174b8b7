package io.candlestream.ingest.backfill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One backfill: what is loaded and from where.
 *
 * @param from the first time wanted
 * @param to the end, excluded; empty means up to now
 * @param source the exchange's address or the files' folder
 * @param topic where to
 * @param sinks the consumer's sinks, by their names in its settings, that store it; none for all of them
 */
public record BackfillJob(
        List<String> symbols,
        String interval,
        Instant from,
        Optional<Instant> to,
        String source,
        String topic,
        List<String> sinks) {
    long firstTime() {
        return from.toEpochMilli();
    }

    long lastTime() {
        return to.orElseGet(Instant::now).toEpochMilli() - 1;
    }

    /** What makes it this job and no other. */
    @Override
    public String toString() {
        return String.join(",", symbols) + " " + interval + " from " + from + " to "
                + to.map(Instant::toString).orElse("now") + " of " + source + " into " + topic
                + (sinks.isEmpty() ? "" : " for " + String.join(",", sinks));
    }
}
