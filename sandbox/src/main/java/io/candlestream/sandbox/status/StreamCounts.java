package io.candlestream.sandbox.status;

import io.candlestream.runtime.metrics.MetricsReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a program has done with one stream since it started, by its metrics.
 *
 * @param counts by what they count, such as {@code rows}; those of the first name are shown even if they are 0
 */
record StreamCounts(String stream, Map<String, Long> counts) {
    /** What is shown of each program: the name of a metric, and how a person calls it. */
    private static final Map<String, Map<String, String>> SHOWN = Map.of(
            "producer", ordered("published", "published", "gaps", "gaps", "records_healed", "healed"),
            "consumer", ordered("rows", "rows", "dead_letters", "dead letters"));

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** Those of {@code program} that did anything yet, by name. */
    static List<StreamCounts> of(String program, MetricsReading metrics) {
        Map<String, Map<String, Long>> byName = new LinkedHashMap<>();
        SHOWN.getOrDefault(program, Map.of())
                .forEach((metric, name) -> byName.put(
                        name, metrics.counts("candlestream_" + program + "_" + metric + "_total", "stream")));
        SortedSet<String> streams = new TreeSet<>();
        byName.values().forEach(counts -> streams.addAll(counts.keySet()));
        List<StreamCounts> all = new ArrayList<>();
        for (String stream : streams) {
            Map<String, Long> counts = new LinkedHashMap<>();
            byName.forEach((name, byStream) -> {
                if (counts.isEmpty() || byStream.containsKey(stream)) {
                    counts.put(name, byStream.getOrDefault(stream, 0L));
                }
            });
            all.add(new StreamCounts(stream, counts));
        }
        return all;
    }

    /** Such as {@code trades        12,345 rows, 1 dead letters}. */
    String line() {
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) -> parts.add(String.format(Locale.ROOT, "%,d %s", count, name)));
        return String.format(Locale.ROOT, "%-12s %s", stream, String.join(", ", parts));
    }

    /** Plain data for a program. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("stream", stream);
        counts.forEach((name, count) -> data.put(name.replace(' ', '_'), count));
        return data;
    }
}
