package io.candlestream.checks.document;

import io.candlestream.checks.Project;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code reference.conf} of a program, with the text of what it includes in its place. */
record Settings(String name, String text) {
    private static final List<String> ORDER =
            List.of("binance-producer", "binance-consumer", "sinks/postgres", "sinks/lake", "sinks/minutes", "tools");
    private static final Pattern INCLUDE = Pattern.compile("include required\\(classpath\\(\"([^\"]+)\"\\)\\)");
    private static final String FILE = "/src/main/resources/reference.conf";

    /** Those of all programs, the pipeline's own first. */
    static List<Settings> all() {
        return Project.modules().stream()
                .filter(name -> Files.exists(Project.ROOT.resolve(name + FILE)))
                .sorted(Comparator.comparingInt(Settings::place).thenComparing(Comparator.naturalOrder()))
                .map(name -> new Settings(name, withIncludes(Project.text(name + FILE))))
                .toList();
    }

    private static String withIncludes(String text) {
        return INCLUDE.matcher(text)
                .replaceAll(include ->
                        Matcher.quoteReplacement(Project.text("runtime/src/main/resources/" + include.group(1))));
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
