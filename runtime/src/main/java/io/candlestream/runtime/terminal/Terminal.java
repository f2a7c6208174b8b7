package io.candlestream.runtime.terminal;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Properties;

/** Standard output and error of a program, on which nothing that comes from elsewhere may steer the operator's terminal. */
public final class Terminal {
    private static PrintStream raw = System.out;

    private Terminal() {}

    /** Guards both from now on, and switches the colours of the command line's help off, which are such steering. */
    public static synchronized void guard() {
        System.setProperty("picocli.ansi", "false");
        if (!(System.out instanceof Guarded)) {
            raw = System.out;
            System.setOut(new Guarded(System.out));
        }
        if (!(System.err instanceof Guarded)) {
            System.setErr(new Guarded(System.err));
        }
    }

    /** Standard output for a program that steers the terminal itself: foreign text needs {@link VisibleText} there. */
    public static synchronized PrintStream raw() {
        return System.out instanceof Guarded ? raw : System.out;
    }

    /** Whether standard output is a terminal that may be given colours: the launcher knows the one, NO_COLOR forbids the other. */
    public static boolean isColoured() {
        return isColoured(System.getProperties(), System.getenv());
    }

    static boolean isColoured(Properties properties, Map<String, String> environment) {
        return Boolean.parseBoolean(properties.getProperty("candlestream.terminal"))
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    private static final class Guarded extends PrintStream {
        Guarded(PrintStream out) {
            super(new VisibleStream(out), true, Charset.defaultCharset());
        }
    }
}
