package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The consumer's jar, whose manifest tells which of the jars beside it are Spark's own. */
record ConsumerJar(Path file) {
    /** The one that was built. */
    static ConsumerJar built() {
        return new ConsumerJar(ProjectFolder.find().jar("binance-consumer"));
    }

    /** What a JVM has to open to Spark, as {@code module/package}. */
    List<String> opens() {
        return entries("Add-Opens");
    }

    /** The jars that a plain Spark has: all but those that the consumer brings. */
    List<Path> sparks() {
        List<String> beyond = entries("Beyond-Spark");
        return entries("Class-Path").stream()
                .filter(jar ->
                        beyond.stream().noneMatch(artifact -> jar.matches("lib/" + Pattern.quote(artifact) + "-\\d.*")))
                .map(file::resolveSibling)
                .toList();
    }

    private List<String> entries(String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return List.of(
                    jar.getManifest().getMainAttributes().getValue(name).strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifest of " + file, e);
        }
    }
}
