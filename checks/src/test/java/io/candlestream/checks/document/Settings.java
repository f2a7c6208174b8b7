package io.candlestream.checks.document;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The {@code reference.conf} of a program. */
record Settings(String name, String text) {
    private static final List<String> ORDER = List.of("binance-producer", "binance-consumer", "tools");
    private static final String FILE = "/src/main/resources/reference.conf";

    /** Those of all programs, the pipeline's own first. */
    static List<Settings> all() {
        try (Stream<Path> modules = Files.list(Project.ROOT)) {
            return modules.map(module -> module.getFileName().toString())
                    .filter(name -> Files.exists(Project.ROOT.resolve(name + FILE)))
                    .sorted(Comparator.comparingInt(Settings::place).thenComparing(Comparator.naturalOrder()))
                    .map(name -> new Settings(name, Project.text(name + FILE)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int place(String name) {
        return ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size();
    }

    String file() {
        return name + FILE;
    }

    /** The path under which all keys stand. */
    String root() {
        return Project.found("(?m)^(candlestream[\\w.-]+) \\{", text).get(0);
    }

    /** The environment variables that set something. */
    List<String> variables() {
        return Project.found("\\$\\{\\?(\\w+)}", text);
    }
}
