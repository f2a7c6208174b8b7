package io.candlestream.consumer.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Divides the streams by the queries that write into their sinks: a sink may ask for one of its own, as a lake does for one that is
 * slower than the stream's. Each query then reads the topic for itself, and none waits for the other's sinks.
 *
 * @param queries the names of all queries
 */
record SinkQueries(SinkBlocks sinks, List<String> queries) {
    /** Each stream once for each query, first the one that keeps its name. */
    List<StreamSettings> divided(List<StreamSettings> streams) {
        List<StreamSettings> divided = new ArrayList<>();
        for (StreamSettings stream : streams) {
            Map<String, List<String>> byQuery = new LinkedHashMap<>();
            stream.sinks().forEach(sink -> byQuery.computeIfAbsent(query(sink, stream), query -> new ArrayList<>())
                    .add(sink));
            String own = byQuery.containsKey(stream.query())
                    ? stream.query()
                    : byQuery.keySet().iterator().next();
            divided.add(stream.with(List.copyOf(byQuery.remove(own)), own));
            byQuery.forEach((query, some) -> divided.add(stream.writtenBy(query, List.copyOf(some))));
        }
        return led(divided);
    }

    private String query(String sink, StreamSettings stream) {
        String query = sinks.query(sink).orElse(stream.query());
        if (!queries.contains(query)) {
            throw sinks.refusedQuery(sink, "only " + String.join(", ", queries) + " are known");
        }
        return query;
    }

    /** Each part of a stream belongs to that part of its leader which the same query writes, where there is one. */
    private static List<StreamSettings> led(List<StreamSettings> streams) {
        Set<String> names = streams.stream().map(StreamSettings::name).collect(Collectors.toSet());
        return streams.stream()
                .map(stream -> stream.of()
                        .filter(leader -> stream.readBy().isPresent())
                        .map(leader -> leader + "-" + stream.query())
                        .filter(names::contains)
                        .map(leader -> stream.ledBy(Optional.of(leader)))
                        .orElse(stream))
                .toList();
    }
}
