package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The approach of the contract document in Python, where Python and its packages are there.
 *
 * @param library the Python package that decodes the Avro
 */
public record PySpark(String name, String library) implements Contender {
    /** With the fastest library that there is. */
    public static PySpark withFastavro() {
        return new PySpark("pyspark", "fastavro");
    }

    /** With the library that the document names, Avro's own. */
    public static PySpark withAvro() {
        return new PySpark("pyspark avro", "avro");
    }

    @Override
    public int rowsDivisor() {
        return 10;
    }

    @Override
    public Work start(Pipeline pipeline, long rows) {
        Path root = ProjectFolder.find().root();
        ProcessBuilder builder =
                new ProcessBuilder(root.resolve("bench/pyspark/run").toString()).directory(root.toFile());
        builder.environment().putAll(pipeline.environment());
        builder.environment().put("BENCH_AVRO", library);
        Path errors = pipeline.folder().resolve("contender.log");
        builder.redirectError(errors.toFile());
        try {
            Files.createDirectories(pipeline.folder());
            return new Script(builder.start(), errors);
        } catch (IOException e) {
            throw new AbsentException("cannot start bench/pyspark/run: " + e.getMessage());
        }
    }

    private static final class Script implements Work {
        private static final int MISSING = 3;

        private final Process process;
        private final Path errors;
        private final ResultLines lines = new ResultLines(ResultLine::ofBench);
        private final Thread reader = new Thread(this::read, "pyspark-output");

        Script(Process process, Path errors) {
            this.process = process;
            this.errors = errors;
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public Span await(Duration deadline) {
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("pyspark still runs after " + deadline.toSeconds() + " s");
                }
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while pyspark ran", e);
            }
            if (process.exitValue() == MISSING) {
                throw new AbsentException(lastLines());
            }
            return lines.span()
                    .filter(span -> process.exitValue() == 0)
                    .orElseThrow(() -> new IllegalStateException(
                            "pyspark ended with code " + process.exitValue() + ": " + lastLines()));
        }

        private String lastLines() {
            try {
                return Files.readAllLines(errors).stream()
                        .filter(line -> !line.isBlank())
                        .reduce((first, second) -> second)
                        .orElse("it said nothing");
            } catch (IOException e) {
                return "its output is lost: " + e.getMessage();
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
