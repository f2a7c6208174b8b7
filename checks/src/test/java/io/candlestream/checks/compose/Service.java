package io.candlestream.checks.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service of the compose file, by its name and its keys. */
record Service(String name, Map<String, Object> keys) {
    private static final String OURS = "candlestream:";

    boolean has(String key) {
        return keys.containsKey(key);
    }

    /** The value of {@code key} as text; empty where the service does not have it. */
    String text(String key) {
        return Optional.ofNullable(keys.get(key)).map(String::valueOf).orElse("");
    }

    List<String> list(String key) {
        return keys.get(key) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    Map<String, Object> map(String key) {
        return keys.get(key) instanceof Map<?, ?> entries
                ? entries.entrySet().stream()
                        .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue))
                : Map.of();
    }

    /** Whether the image is the one that docker/Dockerfile makes. */
    boolean ours() {
        return text("image").startsWith(OURS);
    }

    /** Whether it runs on, rather than doing one thing and ending. */
    boolean stays() {
        return !text("restart").equals("no");
    }

    Stream<String> secrets() {
        return map("environment").entrySet().stream()
                .filter(variable -> Secrets.named(variable.getKey()))
                .map(variable -> String.valueOf(variable.getValue()));
    }
}
