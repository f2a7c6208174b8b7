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
    /** What a stream has on several sides: the same thing to the producer, to the consumer and to the simulated exchange. */
    private static final Set<String> OF_SEVERAL_SIDES = Set.of(
            "KafkaSettings",
            "KlineChannel",
            "KlineFields",
            "RejectedException",
            "StreamMetrics",
            "StreamPipeline",
            "StreamSettings",
            "TradeChannel");

    private static final Set<String> SIDES = Set.of("ingest", "binance-producer", "binance-consumer", "simulator");

    @Test
    void aNameStandsInOneModule() {
        Map<String, Set<String>> modules = new TreeMap<>();
        Project.modulesWithCode()
                .forEach(module -> classes(module).forEach(name -> modules.computeIfAbsent(name, key -> new TreeSet<>())
                        .add(module)));

        assertThat(modules).hasSizeGreaterThan(400);
        modules.values().removeIf(where -> where.size() == 1);
        modules.entrySet()
                .removeIf(name -> OF_SEVERAL_SIDES.contains(name.getKey()) && SIDES.containsAll(name.getValue()));
        assertThat(modules).isEmpty();
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
