package io.candlestream.sandbox;

import io.candlestream.sandbox.server.Home;
import io.candlestream.sandbox.server.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that ran to its end, as an operator runs it.
 *
 * @param answer what it wrote to standard output
 * @param log what it wrote to standard error
 */
record ToolRun(int exitCode, String answer, String log) {
    /** Runs one of the operator's tools on the servers, the topic and the exchange of {@code pipeline}. */
    static ToolRun tool(Pipeline pipeline, String... arguments) {
        return run("tools", pipeline, arguments);
    }

    /** Runs the producer in the mode that the first argument names. */
    static ToolRun producer(Pipeline pipeline, String... arguments) {
        return run("binance-producer", pipeline, arguments);
    }

    private static ToolRun run(String module, Pipeline pipeline, String... arguments) {
        Path root = Home.find().root();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "-jar"));
        command.add(
                root.resolve(module).resolve("target").resolve(module + ".jar").toString());
        command.addAll(List.of(arguments));
        try {
            Path answer = Files.createTempFile(pipeline.folder(), module, ".out");
            Path log = Files.createTempFile(pipeline.folder(), module, ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectOutput(answer.toFile())
                    .redirectError(log.toFile());
            builder.environment().putAll(pipeline.environment());
            builder.environment().put("CANDLESTREAM_TOOLS_REST_URL", pipeline.value("CANDLESTREAM_PRODUCER_REST_URL"));
            int code = builder.start().waitFor();
            return new ToolRun(code, Files.readString(answer), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + module + " ran", e);
        }
    }
}
