package io.candlestream.consumer.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stream that was read from a checkpoint.
 *
 * @param facts what has to stay the same, such as the interval of the klines
 * @param sinks what each sink wrote to, by the sink's name; empty when that is not known
 */
public record FedStream(String topic, Map<String, String> facts, Map<String, String> sinks) {
    private static final String TOPIC = "topic";
    private static final String SINK = "sink.";

    static FedStream parse(Map<String, String> lines) {
        Map<String, String> facts = new TreeMap<>(lines);
        String topic = Optional.ofNullable(facts.remove(TOPIC)).orElse("");
        Map<String, String> sinks = new TreeMap<>();
        lines.keySet().stream()
                .filter(key -> key.startsWith(SINK))
                .forEach(key -> sinks.put(key.substring(SINK.length()), facts.remove(key)));
        return new FedStream(topic, facts, sinks);
    }

    /** As it stands in the file, without its name. */
    Map<String, String> lines() {
        Map<String, String> lines = new TreeMap<>(facts);
        lines.put(TOPIC, topic);
        sinks.forEach((name, target) -> lines.put(SINK + name, target));
        return lines;
    }

    /** How {@code now} differs in what has to stay the same; what only one of them knows is no difference. */
    List<String> differences(FedStream now) {
        List<String> found = new ArrayList<>();
        compare(TOPIC, topic, now.topic, found);
        new TreeMap<>(facts)
                .forEach((name, before) -> compare(name, before, now.facts.getOrDefault(name, before), found));
        new TreeMap<>(sinks)
                .forEach((name, before) -> compare(name, before, now.sinks.getOrDefault(name, before), found));
        return found;
    }

    private static void compare(String what, String before, String now, List<String> found) {
        if (!Objects.equals(before, now)) {
            found.add(what + " is " + now + ", it was begun with " + before);
        }
    }
}
