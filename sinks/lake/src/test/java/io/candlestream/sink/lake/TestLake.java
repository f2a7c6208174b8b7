package io.candlestream.sink.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A lake in a folder, and what the sink does with it, without Spark. */
public record TestLake(Path folder, JdbcCatalog catalog) implements AutoCloseable {
    static final Namespace NAMESPACE = Namespace.of("assets");
    public static final UUID QUERY = new UUID(1, 2);
    private static final LakeLayout<Tick> LAYOUT = LakeLayout.of(Tick.LAYOUT, true);

    public static TestLake in(Path folder) {
        return new TestLake(folder, address(folder).catalog(new Configuration(false)));
    }

    static LakeAddress address(Path folder) {
        return new LakeAddress(Map.of(
                CatalogProperties.WAREHOUSE_LOCATION,
                "file://" + folder,
                CatalogProperties.URI,
                "jdbc:sqlite:" + folder.resolve("catalog.db"),
                "jdbc.schema-version",
                "V1",
                CatalogProperties.FILE_IO_IMPL,
                LocalFiles.class.getName()));
    }

    public Table table(String name) {
        return catalog.loadTable(TableIdentifier.of(NAMESPACE, name));
    }

    public void prepare() {
        LakeTables tables = new LakeTables(catalog, NAMESPACE);
        LAYOUT.tables().forEach(name -> tables.prepared(name, LAYOUT));
    }

    /** What the tasks of a batch write; {@code name} is that of the task. */
    List<LakeFiles> written(UUID query, String name, List<Tick> rows) {
        LakeTask task = new LakeTask(
                Map.of(
                        "candles", LakeTable.of("candles", table("candles")),
                        "raw", LakeTable.of("raw", table("raw"))),
                new LocalFiles(),
                query,
                name);
        try (LakeWriter<Tick> writer = new LakeWriter<>(task, LAYOUT)) {
            rows.forEach(writer::received);
            writer.write(List.of(rows));
            return writer.result()
                    .map(result -> ((LakeFiles.Result) result).tables())
                    .orElse(List.of());
        }
    }

    /** Writes and commits a batch. */
    public void batch(UUID query, long batch, List<Tick> rows) {
        for (LakeFiles files : written(query, batch + "-" + UUID.randomUUID(), rows)) {
            if (!files.files().isEmpty()) {
                new TableCommit(query, batch, files.rows(), files.files(), List.of()).to(table(files.table()));
            }
        }
    }

    /** Writes and commits a batch of the table {@code means}, made where it is missing; {@code sum} is over what the rows are made of. */
    public void means(UUID query, long batch, long sum, List<Mean> rows) {
        LakeLayout<Mean> layout = LakeLayout.of(Mean.LAYOUT, true);
        LakeTable means = LakeTable.of("means", new LakeTables(catalog, NAMESPACE).prepared("means", layout));
        LakeTask task = new LakeTask(Map.of("means", means), new LocalFiles(), query, batch + "-" + UUID.randomUUID());
        try (LakeWriter<Mean> writer = new LakeWriter<>(task, layout)) {
            writer.write(List.of(rows));
            writer.madeOf(sum);
            for (LakeFiles files : ((LakeFiles.Result) writer.result().orElseThrow()).tables()) {
                new TableCommit(query, batch, files.rows(), files.files(), List.of()).to(table("means"));
            }
        }
    }

    /** Makes the states of a table, the oldest first, of the times {@code days} before now, and the metadata as of then. */
    public void age(String name, int... days) {
        TableOperations operations = ((HasTableOperations) table(name)).operations();
        String json = TableMetadataParser.toJson(operations.current());
        int state = 0;
        for (Snapshot snapshot : operations.current().snapshots()) {
            long then =
                    System.currentTimeMillis() - Duration.ofDays(days[state++]).toMillis();
            json = json.replace(":" + snapshot.timestampMillis(), ":" + then);
        }
        operations.commit(operations.current(), TableMetadataParser.fromJson(json));
    }

    public List<Record> rows(String table) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> read = IcebergGenerics.read(table(table)).build()) {
            read.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The data files that lie in the folder of {@code table}. */
    public List<Path> filesOf(String table) {
        Path data = folder.resolve("assets/" + table + "/data");
        if (!Files.exists(data)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        catalog.close();
    }
}
