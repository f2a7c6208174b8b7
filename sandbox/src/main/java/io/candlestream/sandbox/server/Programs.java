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

    /** The command that starts the jar of {@code module} with {@code tool} as its first arguments. */
    public static List<String> java(String module, String... tool) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-D" + TERMINAL + "=" + Boolean.getBoolean(TERMINAL),
                "-jar",
                Home.find().jar(module).toString()));
        command.addAll(List.of(tool));
        return command;
    }

    /** Runs {@code program} in the project's folder, with this process's input and output, and returns its exit code. */
    public static int run(List<String> program, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Home.find().root().toFile())
                .inheritIO();
        builder.environment().putAll(environment);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + program + " ran", e);
        }
    }
}
