package io.candlestream.checks.document;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Markdown file of the project. */
record Document(String file, String text) {
    private static final int DEPTH = 2;

    /** All of them. */
    static List<Document> all() {
        try (Stream<Path> files = Files.walk(Project.ROOT, DEPTH)) {
            return files.map(file -> Project.ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".md") && !file.startsWith(".") && !file.contains("target/"))
                    .sorted()
                    .map(file -> new Document(file, Project.text(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document of(String file) {
        return new Document(file, Project.text(file));
    }

    /** The targets of all links that stay within the project. */
    List<String> links() {
        return Project.found("]\\(([^)\\s]+)\\)", text).stream()
                .filter(link -> !link.contains(":"))
                .toList();
    }

    /** The names under which its headings can be linked to, as GitHub makes them. */
    List<String> anchors() {
        return Project.found("(?m)^#+ (.+)$", text).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** The file that {@code link} leads to, and behind a hash the heading in it. */
    boolean leadsSomewhere(String link) {
        String[] parts = link.split("#", 2);
        Path folder = Project.ROOT.resolve(file).getParent();
        Path target = parts[0].isEmpty()
                ? Project.ROOT.resolve(file)
                : folder.resolve(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || of(Project.ROOT.relativize(target).toString())
                                .anchors()
                                .contains(parts[1]));
    }

    /** What stands behind {@code ./candlestream}, whole lines, without comments. */
    List<String> calls() {
        return Project.found("\\./candlestream ([a-z-]+[^`\\n#(;|&]*)", text).stream()
                .map(String::strip)
                .toList();
    }

    /** The variables that it names, by the beginnings of ours. */
    List<String> variables() {
        return Project.found("\\b((?:ASSET|REDPANDA|SPARK|CASSANDRA|CANDLESTREAM|TOPIC)_[A-Z0-9_]*[A-Z0-9])\\b", text);
    }

    static String joined(List<String> texts) {
        return texts.stream().collect(Collectors.joining("\n"));
    }

    static List<String> words(String call) {
        return Arrays.asList(call.split("\\s+"));
    }
}
