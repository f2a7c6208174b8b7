package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end, as an operator runs it.
 *
 * @param answer what it wrote to standard output
 * @param log what it wrote to standard error
 */
record ToolRun(int exitCode, String answer, String log) {
    private static final long LOOK_MS = 100;

    /** Over how long the tools ask again whether there is no candle: what pauses they make is RestHistoryTest's. */
    static final String REST_CONFIRM = "200 ms";

    /** Runs one of the operator's tools on the servers, the topic and the exchange of {@code pipeline}. */
    static ToolRun tool(Pipeline pipeline, String... arguments) {
        return run("tools", pipeline, ProjectFolder.find().program("tools"), arguments);
    }

    /** Runs one of the commands of a lake, whose program is the consumer's. */
    static ToolRun lake(Pipeline pipeline, String... arguments) {
        List<String> program = LakeFolder.program();
        List<String> command = new ArrayList<>(List.of("-Xmx512m"));
        command.addAll(program.subList(program.indexOf("-cp"), program.size()));
        return run("lake", pipeline, command, arguments);
    }

    /** Runs the producer in the mode that the first argument names. */
    static ToolRun producer(Pipeline pipeline, String... arguments) {
        return run("binance-producer", pipeline, ProjectFolder.find().program("binance-producer"), arguments);
    }

    /** Runs {@code history}, which writes files of Cassandra in memory of its own. */
    static ToolRun history(Pipeline pipeline, String... arguments) {
        List<String> program = new ArrayList<>(List.of("-Xmx512m"));
        program.addAll(ProjectFolder.find().program("loader"));
        return run("loader", pipeline, program, arguments);
    }

    /** Runs one of the launcher's commands that start programs of their own, such as {@code reproduce}. */
    static ToolRun sandbox(Pipeline pipeline, String... arguments) {
        return run("sandbox", pipeline, ProjectFolder.find().program("sandbox"), arguments);
    }

    private static ToolRun run(String module, Pipeline pipeline, List<String> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(program);
        command.addAll(List.of(arguments));
        try {
            Path answer = Files.createTempFile(pipeline.folder(), module, ".out");
            Path log = Files.createTempFile(pipeline.folder(), module, ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(ProjectFolder.find().root().toFile())
                    .redirectOutput(answer.toFile())
                    .redirectError(log.toFile());
            builder.environment().put("CANDLESTREAM_TOOLS_REST_CONFIRM", REST_CONFIRM);
            builder.environment().putAll(pipeline.environment());
            Optional.ofNullable(pipeline.value("CANDLESTREAM_PRODUCER_REST_URL"))
                    .ifPresent(url -> builder.environment().put("CANDLESTREAM_TOOLS_REST_URL", url));
            Process process = builder.start();
            Listeners listeners = Listeners.none();
            while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                listeners.look(process.toHandle());
            }
            assertThat(listeners.beyond())
                    .as("where %s waits for connections", List.of(arguments))
                    .isEmpty();
            return new ToolRun(process.exitValue(), Files.readString(answer), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + module + " ran", e);
        }
    }
}
