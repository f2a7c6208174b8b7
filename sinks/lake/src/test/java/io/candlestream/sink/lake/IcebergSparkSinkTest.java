package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why there is a sink of our own: that of Iceberg for Spark looks for the batch in the snapshots, and writes it again where they
 * are gone. The day this test fails, it may be worth a second look.
 */
class IcebergSparkSinkTest {
    private static final TableIdentifier LINES = TableIdentifier.of(TestLake.NAMESPACE, "lines");

    @TempDir
    private Path folder;

    @Test
    void writesARepeatedBatchTwiceOnceTheSnapshotsHaveExpired() throws Exception {
        Path lakeFolder = Files.createDirectory(folder.resolve("lake"));
        try (TestLake lake = TestLake.in(lakeFolder);
                SparkSession spark = spark(lakeFolder)) {
            lake.catalog().createNamespace(TestLake.NAMESPACE);
            lake.catalog()
                    .createTable(LINES, new Schema(Types.NestedField.optional(1, "value", Types.StringType.get())));
            batch(spark, 0);
            batch(spark, 1);
            Files.delete(folder.resolve("checkpoint/commits/1"));
            Files.deleteIfExists(folder.resolve("checkpoint/commits/.1.crc"));
            assertThat(run(spark)).as("a repeated batch, its snapshot there").isEqualTo(200);

            Table table = lake.table("lines");
            table.updateProperties().set("any", "thing").commit();
            table.newAppend().commit(); // as a compaction does, it makes a snapshot that says nothing of the batch
            table.expireSnapshots()
                    .expireOlderThan(
                            System.currentTimeMillis() + Duration.ofDays(1).toMillis())
                    .retainLast(1)
                    .commit();
            Files.delete(folder.resolve("checkpoint/commits/1"));
            Files.deleteIfExists(folder.resolve("checkpoint/commits/.1.crc"));
            assertThat(run(spark)).as("a repeated batch, its snapshot gone").isEqualTo(300);
        }
    }

    private static SparkSession spark(Path lake) {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 1)
                .config("spark.sql.catalog.candlestream", "org.apache.iceberg.spark.SparkCatalog")
                .config("spark.sql.catalog.candlestream.catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog")
                .config("spark.sql.catalog.candlestream.cache-enabled", false);
        TestLake.address(lake)
                .properties()
                .forEach((key, value) -> builder.config("spark.sql.catalog.candlestream." + key, value));
        builder.config("spark.sql.catalog.candlestream." + CatalogProperties.FILE_IO_IMPL, LocalFiles.class.getName());
        return builder.getOrCreate();
    }

    private void batch(SparkSession spark, int number) throws IOException, StreamingQueryException, TimeoutException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(
                source.resolve(number + ".txt"),
                IntStream.range(100 * number, 100 * number + 100)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining("\n")));
        run(spark);
    }

    /** Reads what is new, and returns how many rows the table has then. */
    private long run(SparkSession spark) throws StreamingQueryException, TimeoutException {
        spark.readStream()
                .text(folder.resolve("source").toString())
                .writeStream()
                .format("iceberg")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .toTable("candlestream.assets.lines")
                .awaitTermination();
        return spark.table("candlestream.assets.lines").count();
    }
}
