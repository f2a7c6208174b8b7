package io.candlestream.runtime.command;

/** How the launcher calls a program. It knows no parser: programs without one use it, too. */
public final class Invocation {
    static final String ONLY_CHECK = "candlestream.only-check";

    static final String LAUNCHER = "./candlestream";

    private Invocation() {}

    /** The option of {@code java} under which a program says whether its arguments are right, and does nothing. */
    public static String onlyCheck() {
        return "-D" + ONLY_CHECK + "=true";
    }

    static boolean onlyChecks() {
        return Boolean.getBoolean(ONLY_CHECK);
    }
}
