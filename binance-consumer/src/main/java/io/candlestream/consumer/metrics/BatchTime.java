package io.candlestream.consumer.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the time of a batch went, in milliseconds.
 *
 * @param whole all of it, and what Spark does besides
 * @param phases the parts by their names, in the order in which they follow one another
 */
public record BatchTime(long whole, Map<String, Long> phases) {
    /** What each part is made of, by Spark's names. */
    private static final Map<String, List<String>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("offsets", List.of("latestOffset"));
        STEPS.put("plan", List.of("queryPlanning", "getBatch"));
        STEPS.put("rows", List.of("addBatch"));
        STEPS.put("checkpoint", List.of("walCommit", "commitOffsets"));
    }

    /** The names of all parts. */
    static Iterable<String> names() {
        return STEPS.keySet();
    }

    /** @param durations as Spark tells them in the progress of a query, by its names for the steps */
    public static BatchTime of(Map<String, Long> durations) {
        Map<String, Long> phases = new LinkedHashMap<>();
        STEPS.forEach((phase, steps) -> phases.put(
                phase,
                steps.stream()
                        .mapToLong(step -> durations.getOrDefault(step, 0L))
                        .sum()));
        return new BatchTime(durations.getOrDefault("triggerExecution", 0L), phases);
    }

    @Override
    public String toString() {
        return phases.entrySet().stream()
                .map(phase -> phase.getKey() + " " + phase.getValue())
                .collect(Collectors.joining(", ", whole + " ms (", ")"));
    }
}
