package io.candlestream.runtime.command;

import io.candlestream.runtime.settings.Spelling;
import java.util.stream.Stream;

/** How the launcher calls a program. It knows no parser: programs without one use it, too. */
public final class Invocation {
    static final String ONLY_CHECK = "candlestream.only-check";

    static final String LAUNCHER = "./candlestream";

    private Invocation() {}

    /** The option of {@code java} under which a program says whether its arguments are right, and does nothing. */
    public static String onlyCheck() {
        return "-D" + ONLY_CHECK + "=true";
    }

    /** What is said of an argument that nobody knows, and which of {@code known} was meant. */
    static String unknown(String kind, String argument, Stream<String> known) {
        String name = argument.replaceFirst("=.*", "");
        return "unknown " + kind + " " + name
                + Spelling.meant(name, known.toList())
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("");
    }

    static boolean onlyChecks() {
        return Boolean.getBoolean(ONLY_CHECK);
    }
}
