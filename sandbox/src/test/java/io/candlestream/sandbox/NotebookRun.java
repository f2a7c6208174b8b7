package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A script of {@code notebooks/}, or its Python, that ran to its end.
 *
 * @param output all that it printed
 */
record NotebookRun(int exitCode, String output) {
    /** The exit code where there is no Python, or no way to what it needs. */
    static final int UNAVAILABLE = 3;

    private static final boolean CI = "true".equals(System.getenv("CI"));

    /** Runs a script; where it can have no Python the test is skipped with its message, but in CI it fails. */
    static NotebookRun script(Pipeline pipeline, String name) throws IOException, InterruptedException {
        NotebookRun run = run(pipeline, List.of(folder().resolve(name).toString()));
        assumeTrue(run.exitCode != UNAVAILABLE || CI, () -> "skipped: " + run.output);
        assertThat(run.exitCode)
                .as("notebooks/%s cannot run, which CI must not pass over: %s", name, run.output)
                .isNotEqualTo(UNAVAILABLE);
        return run;
    }

    /** Runs lines of Python as a notebook's cell would run them. */
    static NotebookRun python(Pipeline pipeline, String... lines) throws IOException, InterruptedException {
        script(pipeline, "install");
        return run(pipeline, List.of(folder().resolve(".venv/bin/python").toString(), "-c", String.join("\n", lines)));
    }

    static Path folder() {
        return ProjectFolder.find().root().resolve("notebooks");
    }

    private static NotebookRun run(Pipeline pipeline, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder().toFile()).redirectErrorStream(true);
        builder.environment().putAll(pipeline.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new NotebookRun(process.waitFor(), output);
    }
}
