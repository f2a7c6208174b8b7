package io.candlestream.checks.floor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An artifact at a version, as the name of its jar or its Maven papers in some jar say. */
record Artifact(Path jar, String name, String version) {
    private static final Pattern FILE = Pattern.compile("(.+?)-(\\d+(?:\\.\\w+)*)(?:-.*)?\\.jar");
    private static final Pattern PAPERS = Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom\\.properties");

    /** The jar itself and what was shaded into it. */
    static List<Artifact> in(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Stream<Artifact> inside =
                    Collections.list(file.entries()).stream().flatMap(entry -> papers(jar, file, entry).stream());
            return Stream.concat(named(jar).stream(), inside).distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(jar.toString(), e);
        }
    }

    static Optional<Artifact> named(Path jar) {
        Matcher parts = FILE.matcher(jar.getFileName().toString());
        return parts.matches() ? Optional.of(new Artifact(jar, parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** The name of the jar that holds it, without its version. */
    String holder() {
        return named(jar).map(Artifact::name).orElse(jar.getFileName().toString());
    }

    private static Optional<Artifact> papers(Path jar, JarFile file, JarEntry entry) {
        Matcher name = PAPERS.matcher(entry.getName());
        if (!name.matches()) {
            return Optional.empty();
        }
        try (InputStream content = file.getInputStream(entry)) {
            Properties papers = new Properties();
            papers.load(content);
            return Optional.of(new Artifact(jar, name.group(1), papers.getProperty("version", "0")));
        } catch (IOException e) {
            throw new UncheckedIOException(jar + "!" + entry, e);
        }
    }
}
