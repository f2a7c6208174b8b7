package io.candlestream.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The project that is looked at: the system property {@code candlestream.home}. */
public final class Project {
    public static final Path ROOT = Path.of(System.getProperty("candlestream.home"));

    private Project() {}

    public static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders of all modules, as the parent pom lists them: the product's first, then those of the profile "whole". */
    public static List<String> modules() {
        return found("<module>(.+)</module>", text("pom.xml"));
    }

    /** Those of {@link #modules()} that have Java of the product, not only of tests. */
    public static List<String> modulesWithCode() {
        return modules().stream()
                .filter(module -> Files.isDirectory(ROOT.resolve(module).resolve("src/main/java")))
                .toList();
    }

    /** What a user or operator runs, and what that is made of: no simulator, no sandbox, no benchmark. */
    public static List<String> productModules() {
        return modulesWithCode().stream()
                .filter(module -> !module.matches("simulator|(sandbox|bench)(/.*)?"))
                .toList();
    }

    /** What the group of {@code pattern} holds wherever it is found in {@code text}, each once. */
    public static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .distinct()
                .toList();
    }
}
