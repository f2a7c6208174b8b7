package io.candlestream.consumer.spark;

import io.candlestream.consumer.sink.SinkFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * The jars that a driver gives to its executors, whose own Spark has none of them: the program's, and those that lie beside
 * it and that its manifest lists under {@code Beyond-Spark}, or under what a sink asks for ({@link SinkFactory#SHIPPED_JARS}).
 */
record ShippedJars(List<Path> jars) {
    private static final String SPARK_JARS = "spark.jars";
    private static final String BEYOND_SPARK = "Beyond-Spark";

    /** None for classes that are in no jar, as while they are developed. */
    static ShippedJars ofThisProgram(SparkConf conf) {
        Path origin = Path.of(URI.create(ShippedJars.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return Files.isRegularFile(origin) ? of(origin, conf) : new ShippedJars(List.of());
    }

    static ShippedJars of(Path program, SparkConf conf) {
        try (JarFile jar = new JarFile(program.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            List<String> artifacts = entries(manifest, BEYOND_SPARK).toList();
            List<Path> jars = new ArrayList<>(List.of(program));
            entries(manifest, Attributes.Name.CLASS_PATH.toString())
                    .map(program::resolveSibling)
                    .filter(path -> artifacts.stream().anyMatch(artifact -> isOf(artifact, path)))
                    .filter(Files::exists)
                    .forEach(jars::add);
            Stream.of(conf.getAllWithPrefix(SinkFactory.SHIPPED_JARS))
                    .map(asked -> asked._2())
                    .distinct()
                    .flatMap(asked -> entries(manifest, asked))
                    .map(program::resolveSibling)
                    .filter(Files::exists)
                    .forEach(jars::add);
            return new ShippedJars(jars);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifest of " + program, e);
        }
    }

    private static Stream<String> entries(Attributes manifest, String name) {
        return Optional.ofNullable(manifest.getValue(name)).stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")));
    }

    private static boolean isOf(String artifact, Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith(artifact + "-") && Character.isDigit(name.charAt(artifact.length() + 1));
    }

    /** Adds what {@code spark.jars} does not hold yet; {@code spark-submit} has put the program there. */
    void addTo(SparkConf conf) {
        List<String> all =
                new ArrayList<>(Arrays.stream(conf.get(SPARK_JARS, "").split(","))
                        .filter(jar -> !jar.isBlank())
                        .toList());
        jars.stream()
                .filter(jar -> all.stream().noneMatch(known -> known.endsWith("/" + jar.getFileName())))
                .map(jar -> jar.toUri().toString())
                .toList()
                .forEach(all::add);
        if (!all.isEmpty()) {
            conf.set(SPARK_JARS, String.join(",", all));
        }
    }
}
