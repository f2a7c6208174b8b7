package io.candlestream.bench.race;

import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions of what races, as the names of the jars tell. */
final class Versions {
    private record Jar(String name, String folder, String prefix) {}

    private static final List<Jar> JARS = List.of(
            new Jar("broker Kafka", "sandbox/broker/target/lib", "kafka_2.13-"),
            new Jar("Spark", "binance-consumer/target/lib", "spark-sql_2.12-"),
            new Jar("connector", "binance-consumer/target/lib", "spark-cassandra-connector_2.12-"),
            new Jar("Java driver", "bench/target/lib", "java-driver-core-"),
            new Jar("DSBulk", "bench/dsbulk/target/lib", "dsbulk-runner-"),
            new Jar("kafka-tools", "bench/kafka-tools/target/lib", "kafka-tools-"));

    private Versions() {}

    static String line() {
        return JARS.stream().map(jar -> jar.name() + " " + version(jar)).collect(Collectors.joining(", "));
    }

    private static String version(Jar jar) {
        Path folder = ProjectFolder.find().root().resolve(jar.folder());
        if (!Files.isDirectory(folder)) {
            return "not built";
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(jar.prefix())
                            && Character.isDigit(name.charAt(jar.prefix().length())))
                    .map(name -> name.substring(jar.prefix().length()).replaceFirst("\\.jar$", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
