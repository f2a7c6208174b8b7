package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The DataStax Bulk Loader over CSV files that were made before: its defaults, with what its manual says makes loading
 * fastest: rows sorted by partition key so that its batches fill up, and several files so that it reads them side by side.
 *
 * @param options beside those
 */
public record DsBulk(String name, Path csvFolder, List<String> options) implements Contender {
    private static final String LIB = "bench/dsbulk/target/lib";

    /** With its defaults. */
    public static DsBulk defaults(Path csvFolder) {
        return new DsBulk("dsbulk", csvFolder, List.of());
    }

    /** With batches as large as ours, in place of its 32 rows. */
    public static DsBulk tuned(Path csvFolder) {
        return new DsBulk("dsbulk tuned", csvFolder, List.of("--batch.maxBatchStatements", "256"));
    }

    @Override
    public Work start(Pipeline pipeline, long rows) {
        long start = System.nanoTime();
        ChildJvm program = JvmContender.launch(name(), LIB, arguments(pipeline), pipeline, line -> {});
        // It tells its figures in a form of its own; what counts is what the table took.
        return new JvmWork(name, program, () -> Optional.of(new Span(rows, start, System.nanoTime())));
    }

    private List<String> arguments(Pipeline pipeline) {
        List<String> arguments = new ArrayList<>(
                List.of("-cp", LIB + "/*", "com.datastax.oss.dsbulk.runner.DataStaxBulkLoader", "load"));
        arguments.addAll(List.of("-h", pipeline.value("ASSET_CASSANDRA_HOST")));
        arguments.addAll(List.of("-port", pipeline.value("ASSET_CASSANDRA_PORT")));
        arguments.addAll(List.of("-u", pipeline.value("ASSET_CASSANDRA_USERNAME")));
        arguments.addAll(List.of("-p", pipeline.value("ASSET_CASSANDRA_PASSWORD")));
        arguments.addAll(List.of("-cl", "LOCAL_QUORUM"));
        arguments.addAll(List.of("-url", csvFolder.toString()));
        arguments.addAll(List.of("--schema.query", query(pipeline)));
        arguments.addAll(List.of("-logDir", pipeline.folder().resolve("dsbulk").toString()));
        arguments.addAll(List.of("-maxErrors", "0"));
        arguments.addAll(options);
        return arguments;
    }

    /** The same columns as ours and the same write time, which DSBulk reads as a time. */
    private static String query(Pipeline pipeline) {
        String table = pipeline.value("ASSET_CASSANDRA_KEYSPACE") + "." + pipeline.value("ASSET_CASSANDRA_TABLE");
        String columns = CsvFiles.COLUMNS.stream().map(DsBulk::quoted).collect(Collectors.joining(", "));
        String values =
                CsvFiles.COLUMNS.stream().map(name -> ":" + quoted(name)).collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ") USING TIMESTAMP :"
                + quoted(CsvFiles.WRITE_TIME);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
