package io.candlestream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name of a class means one thing in the whole project: it stands in one module alone. */
class ClassNamesTest {
    /** What is the same thing to several sides. */
    private static final Set<String> OF_SEVERAL_SIDES =
            Set.of("KafkaSettings", "RejectedException", "StreamMetrics", "StreamPipeline", "StreamSettings");

    private static final Set<String> SIDES = Set.of("ingest", "binance-producer", "binance-consumer", "simulator");

    @Test
    void aNameStandsInOneModule() {
        Map<String, Set<String>> modules = new TreeMap<>();
        Project.modulesWithCode()
                .forEach(module -> classes(module).forEach(name -> modules.computeIfAbsent(name, key -> new TreeSet<>())
                        .add(module)));

        assertThat(modules).hasSizeGreaterThan(400);
        modules.values().removeIf(where -> where.size() == 1);
        Set<String> streams = streams();
        assertThat(streams).contains("kline", "trade");
        modules.entrySet().removeIf(name -> {
            boolean ofAStream = streams.stream().anyMatch(name.getKey().toLowerCase(Locale.ROOT)::startsWith);
            return (ofAStream || OF_SEVERAL_SIDES.contains(name.getKey())) && SIDES.containsAll(name.getValue());
        });
        assertThat(modules).isEmpty();
    }

    /** The streams by their packages, in which the factories that stand in META-INF/services are: a side's class is named by one. */
    private static Set<String> streams() {
        Set<String> streams = new TreeSet<>();
        for (String side : SIDES) {
            Path services = Project.ROOT.resolve(side).resolve("src/main/resources/META-INF/services");
            for (String service : Optional.ofNullable(services.toFile().list()).orElse(new String[0])) {
                streams.addAll(Project.found(
                        "(?m)^io\\.candlestream\\.\\w+\\.(\\w+)\\.\\w+Factory$",
                        Project.text(Project.ROOT
                                .relativize(services.resolve(service))
                                .toString())));
            }
        }
        return streams;
    }

    private static Stream<String> classes(String module) {
        try (Stream<Path> files = Files.walk(Project.ROOT.resolve(module).resolve("src/main/java"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
