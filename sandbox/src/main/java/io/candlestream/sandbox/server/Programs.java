package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the operator's tools as the programs that they are. */
public final class Programs {
    private static final String TERMINAL = "candlestream.terminal";

    private Programs() {}

    /** Runs the jar of {@code module} with this process's input and output, and returns its exit code. */
    public static int run(String module, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-D" + TERMINAL + "=" + Boolean.getBoolean(TERMINAL), "-jar"));
        command.add(Home.find().jar(module).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + module + " ran", e);
        }
    }
}
