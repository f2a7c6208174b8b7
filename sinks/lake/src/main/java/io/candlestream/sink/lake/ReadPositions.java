package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.sink.SourceTopic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * How far a table has the rows of the topics that a query reads: a property of the table for each topic, {@code read.QUERY.TOPIC}, whose
 * value is the topic's id and the next offset of each partition, such as {@code sB8eQ 0:23 1:42}.
 */
final class ReadPositions {
    private static final String READ = "read.";
    /** Where the broker gives none. */
    private static final String NO_ID = "-";

    private ReadPositions() {}

    static String key(UUID query, String topic) {
        return READ + query + "." + topic;
    }

    static String text(SourceTopic topic) {
        return (topic.id().isEmpty() ? NO_ID : topic.id())
                + new TreeMap<>(topic.next())
                        .entrySet().stream()
                                .map(one -> " " + one.getKey() + ":" + one.getValue())
                                .collect(Collectors.joining());
    }

    /** What is noted of the topic of this name; empty where nothing is. */
    static Optional<SourceTopic> of(Table table, UUID query, String topic) {
        return Optional.ofNullable(table.properties().get(key(query, topic))).map(text -> {
            String[] parts = text.split(" ", -1);
            Map<Integer, Long> next = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int colon = parts[i].indexOf(':');
                next.put(Integer.valueOf(parts[i].substring(0, colon)), Long.valueOf(parts[i].substring(colon + 1)));
            }
            return new SourceTopic(topic, parts[0].equals(NO_ID) ? "" : parts[0], next);
        });
    }

    /** {@code topic} once a batch has read it, of which the table may have had rows of later records. */
    static SourceTopic after(Table table, UUID query, SourceTopic topic) {
        Map<Integer, Long> next = new HashMap<>(topic.next());
        of(table, query, topic.name())
                .filter(noted -> noted.id().equals(topic.id()))
                .ifPresent(
                        noted -> noted.next().forEach((partition, offset) -> next.merge(partition, offset, Math::max)));
        return new SourceTopic(topic.name(), topic.id(), next);
    }

    /** From which offset on the table lacks the rows, of the partitions where that is behind the one from which the query goes on. */
    static Map<SourcePartition, Long> ahead(Table table, UUID query, SourceTopic topic) {
        Map<SourcePartition, Long> ahead = new HashMap<>();
        of(table, query, topic.name())
                .filter(noted -> noted.id().equals(topic.id()))
                .ifPresent(noted -> noted.next().forEach((partition, offset) -> {
                    if (offset > topic.next().getOrDefault(partition, 0L)) {
                        ahead.put(new SourcePartition(topic.name(), partition), offset);
                    }
                }));
        return ahead;
    }

    /** What is noted, but of no record at or behind these ends; empty where that is nothing new. */
    static Optional<SourceTopic> cut(SourceTopic noted, Map<SourcePartition, Long> ends) {
        Map<Integer, Long> next = new HashMap<>(noted.next());
        ends.forEach((source, end) -> {
            if (source.topic().equals(noted.name())) {
                next.computeIfPresent(source.partition(), (partition, offset) -> Math.min(offset, end));
            }
        });
        return Optional.of(new SourceTopic(noted.name(), noted.id(), next))
                .filter(cut -> !cut.next().equals(noted.next()));
    }
}
