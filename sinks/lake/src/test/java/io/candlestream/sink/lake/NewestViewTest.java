package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark reads by the view. */
class NewestViewTest {
    private static final int PROGRAMS = 4;
    private static final TableIdentifier VIEW = TableIdentifier.of("assets_newest", "candles");

    @Test
    void hasEachRowOnceInItsNewestVersion(@TempDir Path folder) {
        try (TestLake lake = TestLake.in(folder);
                SparkSession spark = spark(folder)) {
            lake.prepare();
            Tick first = Tick.closed("BTCUSDT", "2026-11-27T23:59:00Z", 10_001);
            Tick corrected = Tick.closed("BTCUSDT", "2026-11-27T23:59:00Z", 10_007);
            Tick other = Tick.closed("ETHUSDT", "2026-11-27T23:59:00Z", 10_002);
            lake.batch(TestLake.QUERY, 0, List.of(first, other));
            lake.batch(TestLake.QUERY, 1, List.of(corrected));
            lake.batch(new UUID(5, 6), 0, List.of(first, other)); // again, from another checkpoint

            List<Row> rows = spark.sql("SELECT symbol, version FROM candlestream.assets_newest.candles ORDER BY symbol")
                    .collectAsList();

            assertThat(rows)
                    .extracting(row -> row.getString(0) + " " + row.getLong(1))
                    .containsExactly("BTCUSDT 10007", "ETHUSDT 10002");
            assertThat(lake.catalog().listTables(TestLake.NAMESPACE))
                    .extracting(TableIdentifier::name)
                    .containsExactlyInAnyOrder("candles", "raw");
        }
    }

    @Test
    void isMadeOnceAndAgainWhenTheTableHasAnotherColumn(@TempDir Path folder) {
        try (TestLake lake = TestLake.in(folder)) {
            lake.prepare();
            lake.prepare();
            assertThat(lake.catalog().loadView(VIEW).versions()).hasSize(1);

            lake.table("candles")
                    .updateSchema()
                    .addColumn("note", org.apache.iceberg.types.Types.StringType.get())
                    .commit();
            lake.prepare();

            assertThat(lake.catalog().loadView(VIEW).sqlFor("spark").sql()).contains("`note`");
        }
    }

    @Test
    void severalProgramsMakeItAtOnce(@TempDir Path folder) {
        ExecutorService programs = Executors.newFixedThreadPool(PROGRAMS);
        try (TestLake lake = TestLake.in(folder)) {
            lake.prepare();
            for (int round = 0; round < 5; round++) {
                lake.catalog().dropView(VIEW);
                CountDownLatch all = new CountDownLatch(PROGRAMS);
                List<CompletableFuture<Void>> made = IntStream.range(0, PROGRAMS)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> prepareWith(all, folder), programs))
                        .toList();
                made.forEach(CompletableFuture::join);
                assertThat(lake.catalog().loadView(VIEW).versions()).hasSize(1);
            }
        } finally {
            programs.shutdownNow();
        }
    }

    private static void prepareWith(CountDownLatch all, Path folder) {
        try (TestLake lake = TestLake.in(folder)) {
            all.countDown();
            all.await();
            lake.prepare();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static SparkSession spark(Path lake) {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .config("spark.sql.catalog.candlestream", "org.apache.iceberg.spark.SparkCatalog")
                .config("spark.sql.catalog.candlestream.catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        TestLake.address(lake)
                .properties()
                .forEach((key, value) -> builder.config("spark.sql.catalog.candlestream." + key, value));
        return builder.getOrCreate();
    }
}
