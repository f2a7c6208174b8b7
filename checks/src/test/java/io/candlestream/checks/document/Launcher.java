package io.candlestream.checks.document;

import io.candlestream.checks.Project;
import java.util.Arrays;
import java.util.List;

/** What the script {@code candlestream} understands. */
final class Launcher {
    private static final String SCRIPT = Project.text("candlestream");

    private Launcher() {}

    /** The words that its last {@code case} knows. */
    static List<String> commands() {
        String cases = SCRIPT.substring(SCRIPT.lastIndexOf("case \"$command\""));
        return Project.found("(?m)^  ([a-z][a-z |-]*)\\)$", cases).stream()
                .flatMap(words -> Arrays.stream(words.split(" \\| ")))
                .filter(word -> !word.startsWith("-"))
                .toList();
    }

    /** The commands that its usage explains. */
    static List<String> explained() {
        return Project.found("(?m)^  \\./candlestream ([a-z-]+)", SCRIPT);
    }
}
