package io.candlestream.certify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether revisions explain what a store has otherwise than a certificate of the day says.
 *
 * @param since when a revision was noted at the earliest
 */
record NotedChanges(DayStore store, Certificate certificate, Instant since) {
    private static final long HOUR = 3_600_000;

    /** Of each hour that differs one was noted since, no row came or went, and no certified pair is gone. */
    boolean explain(Iterable<DayEntry> entries) {
        Map<String, JsonNode> said = new HashMap<>();
        certificate.entries("certified").forEach(entry -> said.put(pair(entry), entry));
        boolean changed = false;
        for (DayEntry entry : entries) {
            JsonNode before = said.remove(entry.pair().toString());
            if (before != null
                    && !before.path("sha256").asText().equals(entry.day().sha256())) {
                changed = true;
                if (!explains(entry, before)) {
                    return false;
                }
            }
        }
        return changed && said.isEmpty();
    }

    private boolean explains(DayEntry entry, JsonNode before) {
        long begin = certificate.day().toEpochDay() * PairDays.DAY;
        return entry.day().rows() == before.path("rows").asLong()
                && entry.otherHours(before.path("hours").asText()).stream()
                        .allMatch(hour ->
                                store.isRevised(entry.pair(), begin + hour * HOUR, begin + (hour + 1) * HOUR, since));
    }

    private static String pair(JsonNode entry) {
        return Certificate.pair(entry).toString();
    }
}
