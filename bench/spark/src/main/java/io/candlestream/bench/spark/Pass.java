package io.candlestream.bench.spark;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/** One way through all that the topic holds at this moment, as a streaming query with a checkpoint of its own. */
record Pass(long rows, Duration time) {
    /** So many batches of a query does Spark remember, whose rows are counted. */
    static final long MOST_BATCHES = 100_000;

    static Pass through(DataStreamWriter<Row> sink) {
        Path checkpoint = temporaryFolder();
        try {
            long start = System.nanoTime();
            StreamingQuery query = sink.option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.AvailableNow())
                    .start();
            query.awaitTermination();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            long rows = Arrays.stream(query.recentProgress())
                    .mapToLong(StreamingQueryProgress::numInputRows)
                    .sum();
            return new Pass(rows, time);
        } catch (StreamingQueryException e) {
            throw new FatalException("Cannot read the topic to its end: " + describe(RootCause.innermost(e)), e);
        } catch (Exception e) { // the connector, being Scala, throws IOException undeclared
            throw new FatalException("Cannot start the query: " + describe(e), e);
        } finally {
            delete(checkpoint);
        }
    }

    /** In one line, whereas the connector says the cause in its message's third. */
    private static String describe(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
        return cause.getClass().getSimpleName() + ": " + message;
    }

    /** What a benchmark reads from the standard output. */
    String line() {
        return String.format(Locale.ROOT, "BENCH rows=%d seconds=%.3f", rows, time.toNanos() / 1e9);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("bench-spark");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the checkpoint", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}
