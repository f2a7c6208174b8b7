package io.candlestream.bench.server;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.SqlRows;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * A lake in a folder of its own for every run, into which the consumer writes klines. It has no server: the tasks write its files.
 *
 * @param filled gets a lake that has all rows, before they are proved
 */
public record BenchLake(BenchServers servers, Consumer<Pipeline> filled) implements BenchStore {
    /** Names the folder. */
    public static final String WAREHOUSE = "CANDLESTREAM_LAKE_WAREHOUSE";

    @Override
    public Pipeline newTables(Map<String, String> topics) {
        Pipeline pipeline = servers.pipeline(topics);
        String name = pipeline.value(BenchStream.KLINES.tableVariable());
        return pipeline.with("CANDLESTREAM_CONSUMER_SINKS", "lake")
                .with(BenchStream.KLINES.tableVariable(), BenchStream.KLINES.definition())
                .with(WAREHOUSE, servers.folder().resolve("lake-" + name).toString());
    }

    /** The folder of the files of {@code table}. */
    public static Path data(Pipeline pipeline, String table) {
        return Path.of(pipeline.value(WAREHOUSE), "assets", table, "data");
    }

    /** How many data files the folder of {@code table} has, those that are merged among them until they are deleted. */
    public static long files(Pipeline pipeline, String table) {
        return sum(data(pipeline, table), file -> 1);
    }

    private static long sum(Path folder, ToLongFunction<Path> figure) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(figure).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of its data files. */
    @Override
    public LongSupplier writes(Pipeline pipeline, BenchStream stream) {
        Path folder = data(pipeline, "candles");
        return () ->
                Files.isDirectory(folder) ? sum(folder, file -> file.toFile().length()) : 0;
    }

    @Override
    public <E> Function<E, CompletionStage<Boolean>> asked(
            Pipeline pipeline, BenchStream stream, LatencyQuery<E> query) {
        throw new UnsupportedOperationException("a lake has no row before its batch ends");
    }

    @Override
    public TableDigest digest(Pipeline pipeline, Workload<?> workload) {
        filled.accept(pipeline);
        return SqlRows.inFiles(data(pipeline, "candles"), workload.table());
    }

    @Override
    public List<ProcessTree> processes() {
        return List.of(servers.processes().get(0));
    }

    @Override
    public void drop(Pipeline pipeline) {
        Folders.delete(Path.of(pipeline.value(WAREHOUSE)));
    }
}
