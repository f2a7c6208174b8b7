package io.candlestream.runtime.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables that a {@code reference.conf} names, and what they set. */
record Variables(String ownPrefix, Set<String> names) {
    /** The contract document's ten: any program may find them set, also those that are another program's. */
    private static final Set<String> CONTRACT = Set.of(
            "SPARK_MASTER",
            "REDPANDA_BROKERS",
            "ASSET_PRICES_TOPIC",
            "ASSET_SCHEMA_LOCATION",
            "ASSET_CASSANDRA_HOST",
            "ASSET_CASSANDRA_PORT",
            "ASSET_CASSANDRA_USERNAME",
            "ASSET_CASSANDRA_PASSWORD",
            "ASSET_CASSANDRA_KEYSPACE",
            "ASSET_CASSANDRA_TABLE");

    private static final Pattern INCLUDE = Pattern.compile("include required\\(classpath\\(\"([^\"]+)\"\\)\\)");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\?(\\w+)}");

    static Variables of(ClassLoader loader, String root) {
        Set<String> names = references(loader, root).stream()
                .flatMap(text -> SUBSTITUTION.matcher(text).results().map((MatchResult m) -> m.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Variables(root.toUpperCase(Locale.ROOT).replace('.', '_') + "_", names);
    }

    /** Our own {@code reference.conf}s, each followed by what it includes. */
    private static List<String> references(ClassLoader loader, String root) {
        List<String> ours = texts(loader, "reference.conf")
                .filter(text -> text.contains(root))
                .toList();
        Stream<String> included = ours.stream()
                .flatMap(text -> INCLUDE.matcher(text).results())
                .flatMap(include -> texts(loader, include.group(1)));
        return Stream.concat(ours.stream(), included).toList();
    }

    private static Stream<String> texts(ClassLoader loader, String resource) {
        try {
            List<String> texts = new ArrayList<>();
            for (URL url : Collections.list(loader.getResources(resource))) {
                try (InputStream in = url.openStream()) {
                    texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return texts.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> known(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(e -> names.contains(e.getKey()) && !e.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Refuses a variable that is nearly the name of one of ours, or that carries our prefix and is none. */
    void refuseMisspelt(Map<String, String> environment) {
        Set<String> ours = new TreeSet<>(names);
        ours.addAll(CONTRACT);
        ours.add(SettingsLoader.FILE_VARIABLE);
        for (String name : new TreeSet<>(environment.keySet())) {
            boolean near = name.length() > 6 && Spelling.closest(name, ours, 2).isPresent();
            if (!ours.contains(name) && (near || name.startsWith(ownPrefix))) {
                throw new SettingsException("Unknown environment variable " + name + Spelling.hint(name, ours));
            }
        }
    }
}
