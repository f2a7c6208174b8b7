package io.candlestream.runtime.program;

import java.util.function.Supplier;

/**
 * The one line that a person gets who ends a command by Ctrl-C or SIGTERM before it has ended by itself. The exit code is then
 * that of the signal, 130 or 143. Once the work is done it says nothing.
 */
public final class StopLine {
    private final Thread hook;

    private StopLine(Runnable end) {
        this.hook = new Thread(end, "stop-line");
    }

    /** A command that leaves its work undone. */
    public static StopLine undone(Supplier<String> line) {
        return new StopLine(() -> System.err.println(line.get()));
    }

    /** A command whose only end is a signal, which is then as good an end as any: exit code 0. */
    public static StopLine usual(String line) {
        return new StopLine(() -> {
            System.out.println(line);
            Runtime.getRuntime().halt(Program.OK);
        });
    }

    /** What {@code work} comes to; the line is said if a signal comes meanwhile. */
    public <T> T during(Supplier<T> work) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process ends: the line is being said.
            }
        }
    }
}
