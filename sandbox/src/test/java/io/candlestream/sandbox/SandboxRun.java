package io.candlestream.sandbox;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command of the sandbox as the launcher starts it, on what the build has just made.
 *
 * @param code its exit code
 * @param output all that it printed
 * @param listeners where it and all that it started waited for connections
 */
record SandboxRun(int code, String output, Listeners listeners) {
    private static final long LOOK_MS = 500;
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    /** Runs a command whose data lie under {@code folder}, and waits for its end. */
    static SandboxRun of(Path folder, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(folder, output, arguments);
        Listeners listeners = Listeners.none();
        while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            listeners.look(process.toHandle());
        }
        return new SandboxRun(process.exitValue(), Files.readString(output), listeners);
    }

    /** The same with these variables, as of one who has set where the servers are. */
    static SandboxRun with(Map<String, String> environment, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(environment, folder, output, arguments);
        return new SandboxRun(process.waitFor(), Files.readString(output), Listeners.none());
    }

    /** Runs a command that serves until it is ended, and ends it once it has printed {@code word}. */
    static SandboxRun upTo(String word, Path folder, String... arguments) throws IOException, InterruptedException {
        return serving(Map.of(), word, process -> {}, folder, arguments);
    }

    /** The same with these variables, and it serves until {@code use} is done. */
    static SandboxRun serving(
            Map<String, String> environment, String word, Consumer<ProcessHandle> use, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(environment, folder, output, arguments);
        Listeners listeners = Listeners.none();
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)
                && !Files.readString(output).contains(word)
                && System.nanoTime() < end) {
            listeners.look(process.toHandle());
        }
        listeners.look(process.toHandle());
        List<ProcessHandle> children = process.descendants().toList();
        try {
            use.accept(process.toHandle());
        } finally {
            process.destroy();
            process.waitFor();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        return new SandboxRun(process.exitValue(), Files.readString(output), listeners);
    }

    /** Starts a command whose data lie under {@code folder} and whose output goes to {@code output}. */
    static Process start(Path folder, Path output, String... arguments) throws IOException {
        return start(Map.of(), folder, output, arguments);
    }

    private static Process start(Map<String, String> environment, Path folder, Path output, String... arguments)
            throws IOException {
        Path root = ProjectFolder.find().root();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcandlestream.home=" + root,
                "-Dcandlestream.sandbox=" + folder,
                "-D" + ChildJvm.OPTIONS + "=" + System.getProperty(ChildJvm.OPTIONS, "")));
        // As the launcher does, with the compiler of the programs of a test.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(ProjectFolder.find().program("sandbox"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
