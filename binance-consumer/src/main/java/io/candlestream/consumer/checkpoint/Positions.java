package io.candlestream.consumer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The offset in each partition of the next record to read, in the JSON of Spark's Kafka source: {@code
 * {"topic":{"0":23,"1":42}}}.
 */
record Positions(Map<TopicPartition, Long> offsets) {
    static final Positions NONE = new Positions(Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    static Positions parse(String json) throws JsonProcessingException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<String, Map<Integer, Long>> topics = JSON.readValue(json, new TypeReference<>() {});
        topics.forEach((topic, partitions) ->
                partitions.forEach((number, offset) -> offsets.put(new TopicPartition(topic, number), offset)));
        return new Positions(offsets);
    }

    /** Where to go on in {@code topics} alone: one that was not read before is read from its first record. */
    Positions of(List<TopicState> topics) {
        Set<String> known = names();
        Map<TopicPartition, Long> wanted = new HashMap<>(offsets);
        wanted.keySet().removeIf(partition -> topics.stream()
                .noneMatch(topic -> topic.topic().equals(partition.topic())));
        topics.stream().filter(topic -> !known.contains(topic.topic())).forEach(topic -> topic.first()
                .forEach((number, first) -> wanted.put(new TopicPartition(topic.topic(), number), first)));
        return new Positions(wanted);
    }

    /** These, and those of {@code others} in topics that are not among these. */
    Positions and(Positions others) {
        Map<TopicPartition, Long> all = new HashMap<>(offsets);
        all.putAll(others.without(names()).offsets);
        return new Positions(all);
    }

    Positions without(Set<String> topics) {
        Map<TopicPartition, Long> others = new HashMap<>(offsets);
        others.keySet().removeIf(partition -> topics.contains(partition.topic()));
        return new Positions(others);
    }

    /** Whether a batch may begin at {@code others} and end here: of the same topics, and no partition missing or farther on. */
    boolean isReachedFrom(Positions others) {
        return names().equals(others.names())
                && others.offsets.entrySet().stream()
                        .allMatch(other -> other.getValue() <= offsets.getOrDefault(other.getKey(), -1L));
    }

    /** The topics that stand elsewhere in {@code others}. */
    Set<String> namesBeyond(Positions others) {
        Map<TopicPartition, Long> beyond = new HashMap<>(offsets);
        beyond.entrySet().removeIf(here -> here.getValue().equals(others.offsets.getOrDefault(here.getKey(), 0L)));
        return new Positions(beyond).names();
    }

    Set<String> names() {
        return offsets.keySet().stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    String json() {
        ObjectNode topics = JSON.createObjectNode();
        offsets.forEach((partition, offset) ->
                topics.withObjectProperty(partition.topic()).put(String.valueOf(partition.partition()), offset));
        return topics.toString();
    }
}
