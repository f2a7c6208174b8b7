package io.candlestream.consumer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was read from a checkpoint and where it went, as its file {@code candlestream.properties} tells.
 *
 * @param streams by their names
 * @param topicIds the id of each topic that was read
 * @param left where the topics stand that the settings no longer name
 */
public record CheckpointMetadata(Map<String, FedStream> streams, Map<String, String> topicIds, Positions left) {
    private static final String TOPIC_ID = "topic-id.";
    private static final String LEFT = "left";
    private static final String STREAM = "stream.";

    /** As long as every topic that was ever read is still read. */
    public CheckpointMetadata(Map<String, FedStream> streams, Map<String, String> topicIds) {
        this(streams, topicIds, Positions.NONE);
    }

    static CheckpointMetadata parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        upgrade(properties);
        Map<String, String> ids = new TreeMap<>();
        Map<String, Map<String, String>> streams = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key);
            if (key.startsWith(TOPIC_ID)) {
                ids.put(key.substring(TOPIC_ID.length()), value);
            } else if (key.startsWith(STREAM)) {
                String[] parts = key.substring(STREAM.length()).split("\\.", 2);
                streams.computeIfAbsent(parts[0], name -> new TreeMap<>()).put(parts[1], value);
            }
        }
        Map<String, FedStream> all = new TreeMap<>();
        streams.forEach((name, lines) -> all.put(name, FedStream.parse(lines)));
        return new CheckpointMetadata(all, ids, left(properties));
    }

    private static Positions left(Properties properties) {
        try {
            return Positions.parse(properties.getProperty(LEFT, "{}"));
        } catch (JsonProcessingException | NumberFormatException e) {
            return Positions.NONE; // edited by hand: such a topic is read from its first record
        }
    }

    /** Earlier versions knew one stream of klines, its gaps and one table. */
    private static void upgrade(Properties lines) {
        String topic = lines.getProperty("topic", "");
        if (!topic.isEmpty()) {
            for (String fact : List.of("topic", "interval", "schema")) {
                Optional.ofNullable(lines.getProperty(fact))
                        .ifPresent(value -> lines.setProperty(STREAM + "klines." + fact, value));
            }
            Optional.ofNullable(lines.getProperty("table"))
                    .filter(table -> !table.equals("none"))
                    .ifPresent(table -> lines.setProperty(STREAM + "klines.sink.cassandra", "table " + table));
            if (lines.containsKey(TOPIC_ID + topic + ".gaps")) {
                lines.setProperty(STREAM + "gaps.topic", topic + ".gaps");
            }
        }
    }

    String text() {
        TreeMap<String, String> lines = new TreeMap<>();
        streams.forEach(
                (name, stream) -> stream.lines().forEach((key, value) -> lines.put(STREAM + name + "." + key, value)));
        topicIds.forEach((topic, id) -> lines.put(TOPIC_ID + topic, id));
        if (!left.offsets().isEmpty()) {
            lines.put(LEFT, left.json());
        }
        return "# What is read from this checkpoint and where it goes; the consumer refuses another's.\n"
                + lines.entrySet().stream()
                        .map(line -> line.getKey() + "=" + line.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining());
    }

    /** The same with the ids of {@code topics}. */
    CheckpointMetadata with(List<TopicState> topics) {
        return new CheckpointMetadata(
                streams, topics.stream().collect(Collectors.toMap(TopicState::topic, TopicState::id)));
    }

    /** The same with topics that stand at {@code read}, of which those count that are no longer read. */
    CheckpointMetadata leaving(Positions read) {
        return new CheckpointMetadata(streams, topicIds, read);
    }

    /** The same with what {@code before} knows of topics that are no longer read, which stand at {@code read}. */
    CheckpointMetadata leaving(CheckpointMetadata before, Positions read) {
        Map<String, FedStream> allStreams = new HashMap<>(before.streams);
        allStreams.values().removeIf(stream -> topicIds.containsKey(stream.topic()));
        allStreams.putAll(streams);
        Map<String, String> allIds = new HashMap<>(before.topicIds);
        allIds.putAll(topicIds);
        return new CheckpointMetadata(allStreams, allIds, read.without(topicIds.keySet()));
    }

    /** Whether {@code topic} is another one than that of its name when the checkpoint was written. */
    boolean sawAnother(TopicState topic) {
        String seen = topicIds.getOrDefault(topic.topic(), "");
        return !seen.isEmpty() && !topic.id().isEmpty() && !seen.equals(topic.id());
    }

    /** How {@code now} differs in what has to stay the same, in one line. */
    Optional<String> difference(CheckpointMetadata now) {
        List<String> found = new ArrayList<>();
        new TreeMap<>(now.streams)
                .forEach((name, stream) -> before(name, stream, now).ifPresent(before -> before.differences(stream)
                        .forEach(difference -> found.add("stream " + name + ": " + difference))));
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    /** The stream of the same name and topic, else one of the topic that {@code now} has under another name, else that of the name. */
    private Optional<FedStream> before(String name, FedStream stream, CheckpointMetadata now) {
        Optional<FedStream> named = Optional.ofNullable(streams.get(name));
        return named.filter(same -> same.topic().equals(stream.topic()))
                .or(() -> streams.entrySet().stream()
                        .filter(one -> one.getValue().topic().equals(stream.topic()))
                        .filter(one -> !now.streams.containsKey(one.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .or(() -> named);
    }

    /** Which sinks have come and gone for streams that go on, a line for each. */
    List<String> changedSinks(CheckpointMetadata now) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(now.streams).forEach((name, stream) -> before(name, stream, now)
                .filter(before -> !before.sinks().isEmpty())
                .ifPresent(before -> {
                    stream.sinks().forEach((sink, target) -> {
                        if (!before.sinks().containsKey(sink)) {
                            lines.add("Stream " + name + " is written to sink " + sink + " (" + target
                                    + ") too, from here on (a backfill, or a stream on a query of its own,"
                                    + " gives it the past)");
                        }
                    });
                    before.sinks().forEach((sink, target) -> {
                        if (!stream.sinks().containsKey(sink)) {
                            lines.add("Stream " + name + " is no longer written to sink " + sink + " (" + target + ")");
                        }
                    });
                }));
        return lines;
    }
}
