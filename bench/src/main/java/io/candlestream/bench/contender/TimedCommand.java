package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of our commands whose only figure is how long it takes. */
public final class TimedCommand {
    private static final double NANOS = 1e9;

    private TimedCommand() {}

    /**
     * The seconds from its start to its end.
     *
     * @param program that of the command, before its {@code arguments}
     * @throws IllegalStateException when it fails
     */
    public static double seconds(Pipeline pipeline, List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        Path log = pipeline.folder().resolve("command.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(pipeline.environment());
        long start = System.nanoTime();
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        String.join(" ", arguments) + " ended with " + code + ":\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + String.join(" ", arguments), e);
        }
        return (System.nanoTime() - start) / NANOS;
    }
}
