package io.candlestream.runtime.program;

import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * The one line that a person gets who ends a command by Ctrl-C or SIGTERM before it has ended by itself. The exit code is then
 * that of the signal, 130 or 143. Once the work is done it says nothing; within the work of another one it takes its place.
 */
public final class StopLine {
    /** Whose work is being done. */
    private static StopLine current;

    private final Thread hook;

    private StopLine(Runnable end) {
        this.hook = new Thread(end, "stop-line");
    }

    /** A command that leaves its work undone. */
    public static StopLine undone(Supplier<String> line) {
        return new StopLine(() -> System.err.println(line.get()));
    }

    /** A command whose only end is a signal, which is then as good an end as any: exit code 0. */
    public static StopLine usual(PrintStream out, Supplier<String> line) {
        return new StopLine(() -> {
            out.println(line.get());
            Runtime.getRuntime().halt(Program.OK);
        });
    }

    /** What {@code work} comes to; the line is said if a signal comes meanwhile. */
    public <T> T during(Supplier<T> work) {
        StopLine outer = replace(this);
        try {
            return work.get();
        } finally {
            replace(outer);
        }
    }

    private static synchronized StopLine replace(StopLine next) {
        StopLine before = current;
        try {
            if (before != null) {
                Runtime.getRuntime().removeShutdownHook(before.hook);
            }
            if (next != null) {
                Runtime.getRuntime().addShutdownHook(next.hook);
            }
        } catch (IllegalStateException e) {
            // The process ends: the line is being said.
        }
        current = next;
        return before;
    }
}
