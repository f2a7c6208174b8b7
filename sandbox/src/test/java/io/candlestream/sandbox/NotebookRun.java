package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A script of {@code notebooks/}, or its Python, that ran to its end.
 *
 * @param output all that it printed
 */
record NotebookRun(int exitCode, String output) {
    /** The exit code where there is no Python, or no way to what it needs. */
    private static final int UNAVAILABLE = 3;

    private static final boolean CI = "true".equals(System.getenv("CI"));

    /** Checks package and notebooks, and runs these. */
    static NotebookRun check(Pipeline pipeline) throws IOException, InterruptedException {
        requireAvailable();
        return run(pipeline.environment(), List.of(folder().resolve("check").toString()));
    }

    /** Runs lines of Python as a notebook's cell would run them. */
    static NotebookRun python(Pipeline pipeline, String... lines) throws IOException, InterruptedException {
        requireAvailable();
        return run(
                pipeline.environment(),
                List.of(folder().resolve(".venv/bin/python").toString(), "-c", String.join("\n", lines)));
    }

    /** Runs a script of {@code notebooks/tests} that is no test of pytest. */
    static NotebookRun script(String name, String... arguments) throws IOException, InterruptedException {
        requireAvailable();
        List<String> command =
                new ArrayList<>(List.of(folder().resolve(".venv/bin/python").toString(), "tests/" + name));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    private static void requireAvailable() throws IOException, InterruptedException {
        assumeTrue(isAvailable(), "skipped: notebooks/install makes no Python here");
    }

    /** Whether there is a Python with all that the notebooks need. The first test that asks makes it; in CI there has to be one. */
    static synchronized boolean isAvailable() throws IOException, InterruptedException {
        NotebookRun install = run(Map.of(), List.of(folder().resolve("install").toString(), "check"));
        assertThat(install.exitCode)
                .as("notebooks/install failed: %s", install.output)
                .isIn(CI ? List.of(0) : List.of(0, UNAVAILABLE));
        return install.exitCode == 0;
    }

    static Path folder() {
        return ProjectFolder.find().root().resolve("notebooks");
    }

    private static NotebookRun run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder().toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new NotebookRun(process.waitFor(), output);
    }
}
