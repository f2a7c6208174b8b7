package io.candlestream.certify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether revisions explain what a store has otherwise than a certificate of the day says.
 *
 * @param since when a revision was noted at the earliest
 */
record NotedChanges(DayStore store, Certificate certificate, Optional<Instant> since) {
    private static final long HOUR = 3_600_000;

    /** Of each hour that differs one was noted since, no row came or went, and no certified pair is gone. */
    boolean explain(Iterable<DayEntry> entries) {
        return changed(entries).filter(pairs -> pairs > 0).isPresent();
    }

    /** The same, where nothing has to differ: what was certified is as it was, or explained; others may have come. */
    boolean allow(Iterable<DayEntry> entries) {
        return changed(entries).isPresent();
    }

    /** How many certified pairs differ; empty where one does that nothing explains. */
    private Optional<Integer> changed(Iterable<DayEntry> entries) {
        Map<String, JsonNode> said = new HashMap<>();
        certificate.entries("certified").forEach(entry -> said.put(pair(entry), entry));
        int changed = 0;
        for (DayEntry entry : entries) {
            JsonNode before = said.remove(entry.pair().toString());
            if (before != null
                    && !before.path("sha256").asText().equals(entry.day().sha256())) {
                changed++;
                if (!explains(entry, before)) {
                    return Optional.empty();
                }
            }
        }
        return said.isEmpty() ? Optional.of(changed) : Optional.empty();
    }

    private boolean explains(DayEntry entry, JsonNode before) {
        long begin = certificate.day().toEpochDay() * PairDays.DAY;
        return since.isPresent()
                && entry.day().rows() == before.path("rows").asLong()
                && entry.otherHours(before.path("hours").asText()).stream()
                        .allMatch(hour -> store.isRevised(
                                entry.pair(), begin + hour * HOUR, begin + (hour + 1) * HOUR, since.get()));
    }

    private static String pair(JsonNode entry) {
        return Certificate.pair(entry).toString();
    }
}
