package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the operator's tools as the programs that they are. */
public final class Programs {
    /** Of a program that is busy on all cores for minutes; the others are soon done, and small. */
    private static final Map<String, List<String>> MEMORY =
            Map.of("loader", List.of("-Xmx1g", "-Xmn640m", "-XX:+UseParallelGC"));

    private static final String TERMINAL = "candlestream.terminal";
    /** By which a script knows whose end is its own. */
    private static final String PARENT = "CANDLESTREAM_PARENT";

    /** What ended by a signal has this as its exit code, and the signal's number on top. */
    private static final int BY_SIGNAL = 128;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private Programs() {}

    /** The command that starts the jar of {@code module} with {@code tool} as its first arguments. */
    public static List<String> java(String module, String... tool) {
        List<String> command = new ArrayList<>(List.of(
                ChildJvm.java(),
                "-javaagent:" + ProjectFolder.find().watchdog() + "="
                        + ProcessHandle.current().pid(),
                "-XX:+ExitOnOutOfMemoryError",
                "-D" + TERMINAL + "=" + Boolean.getBoolean(TERMINAL)));
        command.addAll(MEMORY.getOrDefault(module, List.of("-XX:+UseSerialGC")));
        ChildJvm.classList(module).ifPresent(command::add);
        command.addAll(ProjectFolder.find().program(module));
        command.addAll(List.of(tool));
        return command;
    }

    /**
     * Runs {@code program} in the project's folder, with this process's input and output, and returns its exit code. It ends
     * with this process: stopped as this one is stopped, and by the watchdog when this one is killed.
     */
    public static int run(List<String> program, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ProjectFolder.find().root().toFile())
                .inheritIO();
        builder.environment().putAll(environment);
        builder.environment().put(PARENT, String.valueOf(ProcessHandle.current().pid()));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-program"));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + program.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + program + " ran", e);
        }
    }

    /**
     * What a program said, and its exit code.
     *
     * @param lines of its standard output
     */
    public record Answer(int code, List<String> lines) {}

    /** Runs the program of {@code builder} in the project's folder to its end; {@code name} is for messages. */
    public static Answer answer(String name, ProcessBuilder builder, Map<String, String> environment) {
        builder.directory(ProjectFolder.find().root().toFile()).environment().putAll(environment);
        try {
            Process process = builder.start();
            List<String> lines = process.inputReader().lines().toList();
            return new Answer(process.waitFor(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " ran", e);
        }
    }

    /** At the end of this process: nothing to do when the program has ended, else it is stopped, and its exit code is ours unless a signal ended it. */
    private static void stop(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int code = process.isAlive() ? 1 : process.exitValue();
        if (code < BY_SIGNAL) {
            Runtime.getRuntime().halt(code);
        } // else by the signal that ends this process, which may have been another
    }
}
