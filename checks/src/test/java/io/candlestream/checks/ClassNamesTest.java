package io.candlestream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name of a class means one thing in the whole project: it stands in one module alone. */
class ClassNamesTest {
    /** What a stream has on both sides: the same thing to the producer, which writes it, and to the consumer, which reads it. */
    private static final Set<String> OF_BOTH_SIDES = Set.of(
            "GapDecoder",
            "GapEncoder",
            "KafkaSettings",
            "KlineFields",
            "RejectedException",
            "StreamMetrics",
            "StreamPipeline",
            "StreamSettings");

    private static final Set<String> PRODUCER = Set.of("ingest", "binance-producer");
    private static final String CONSUMER = "binance-consumer";

    @Test
    void aNameStandsInOneModule() {
        Map<String, Set<String>> modules = new TreeMap<>();
        Project.modulesWithCode()
                .forEach(module -> classes(module).forEach(name -> modules.computeIfAbsent(name, key -> new TreeSet<>())
                        .add(module)));

        assertThat(modules).hasSizeGreaterThan(400);
        modules.values().removeIf(where -> where.size() == 1);
        modules.entrySet().removeIf(name -> OF_BOTH_SIDES.contains(name.getKey()) && isOfBothSides(name.getValue()));
        assertThat(modules).isEmpty();
    }

    private static boolean isOfBothSides(Set<String> modules) {
        return modules.size() == 2
                && modules.contains(CONSUMER)
                && modules.stream().anyMatch(PRODUCER::contains);
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
