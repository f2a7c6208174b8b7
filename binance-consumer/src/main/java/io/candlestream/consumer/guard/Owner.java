package io.candlestream.consumer.guard;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who began a checkpoint, as its file {@code candlestream.properties} tells.
 *
 * @param facts what has to stay the same, such as {@code topic}
 * @param topicIds the id of each topic that was read
 */
public record Owner(Map<String, String> facts, Map<String, String> topicIds) {
    private static final String TOPIC_ID = "topic-id.";

    public Owner {
        facts = Map.copyOf(facts);
        topicIds = Map.copyOf(topicIds);
    }

    static Owner parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> facts = new TreeMap<>();
        Map<String, String> ids = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            boolean id = key.startsWith(TOPIC_ID);
            (id ? ids : facts).put(id ? key.substring(TOPIC_ID.length()) : key, properties.getProperty(key));
        }
        return new Owner(facts, ids);
    }

    String text() {
        TreeMap<String, String> lines = new TreeMap<>(facts);
        topicIds.forEach((topic, id) -> lines.put(TOPIC_ID + topic, id));
        return "# Whose checkpoint this is; the consumer refuses another's.\n"
                + lines.entrySet().stream()
                        .map(line -> line.getKey() + "=" + line.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining());
    }

    /** The same with the ids of {@code topics}. */
    Owner with(List<TopicState> topics) {
        return new Owner(facts, topics.stream().collect(Collectors.toMap(TopicState::topic, TopicState::id)));
    }

    /** Whether {@code topic} is another one than that of its name when the checkpoint was written. */
    boolean sawAnother(TopicState topic) {
        String seen = topicIds.getOrDefault(topic.topic(), "");
        return !seen.isEmpty() && !topic.id().isEmpty() && !seen.equals(topic.id());
    }

    /** In words how {@code mine} differs; a fact that only one of them knows is no difference. */
    Optional<String> difference(Owner mine) {
        return Optional.of(new TreeMap<>(facts)
                        .entrySet().stream()
                                .filter(fact -> !Objects.equals(
                                        fact.getValue(), mine.facts.getOrDefault(fact.getKey(), fact.getValue())))
                                .map(fact -> fact.getKey() + " is " + mine.facts.get(fact.getKey())
                                        + ", it was begun with " + fact.getValue())
                                .collect(Collectors.joining("; ")))
                .filter(words -> !words.isEmpty());
    }
}
