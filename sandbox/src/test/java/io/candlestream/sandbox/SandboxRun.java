package io.candlestream.sandbox;

import io.candlestream.sandbox.server.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the sandbox as the launcher starts it, on what the build has just made.
 *
 * @param code its exit code
 * @param output all that it printed
 */
record SandboxRun(int code, String output) {
    /** Runs a command whose data lie under {@code folder}, and waits for its end. */
    static SandboxRun of(Path folder, String... arguments) throws IOException, InterruptedException {
        Path root = Home.find().root();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcandlestream.home=" + root,
                "-Dcandlestream.sandbox=" + folder,
                "-jar",
                root.resolve("sandbox/target/sandbox.jar").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new SandboxRun(process.waitFor(), output);
    }
}
