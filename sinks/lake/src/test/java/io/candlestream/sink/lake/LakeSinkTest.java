package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.settings.FatalException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSinkTest {
    private static final UUID QUERY = TestLake.QUERY;
    private static final Tick FIRST = Tick.closed("BTCUSDT", "2026-11-27T23:59:00Z", 10_001);
    private static final Tick SECOND = Tick.closed("BTCUSDT", "2026-11-28T00:00:00Z", 10_002);

    private TestLake lake;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        lake = TestLake.in(folder);
        lake.prepare();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void keepsEachUpdateInRawAndWhatIsClosedInCandles() {
        lake.batch(QUERY, 0, List.of(FIRST.open(), FIRST, SECOND.open()));

        assertThat(versions("raw")).containsExactlyInAnyOrder(10_000L, 10_001L, 10_001L);
        assertThat(versions("candles")).containsExactly(10_001L);
    }

    @Test
    void keepsValuesExactly() {
        lake.batch(QUERY, 0, List.of(FIRST));

        Record row = lake.rows("candles").get(0);
        assertThat((BigDecimal) row.getField("price")).isEqualByComparingTo("100.01");
        assertThat((BigDecimal) row.getField("volume")).isEqualByComparingTo("1250.125");
        assertThat(row.getField("timestamp")).hasToString("2026-11-27T23:59Z");
        assertThat(row.getField("symbol")).isEqualTo("BTCUSDT");
    }

    /** The candles of {@code assets} are in {@code candles}. */
    @Test
    void refusesTheRowsOfTwoStreamsInOneTable() {
        SparkConf conf = new SparkConf(false);
        TestLake.address(lake.folder()).conf("lake").forEach(conf::set);
        LakeSink sink = new LakeSink("lake", "assets", true, Duration.ofSeconds(1));
        RowLayout<Tick> other = new RowLayout<>(
                "assets",
                "candles",
                Tick.LAYOUT.fields(),
                Tick.LAYOUT.partitionKey(),
                Tick.LAYOUT.clusteringKey(),
                List.of("symbol"));
        sink.validate(Tick.LAYOUT, conf, Duration.ofSeconds(9));
        sink.validate(Tick.LAYOUT, conf, Duration.ofSeconds(9));

        assertThatThrownBy(() -> sink.validate(other, conf, Duration.ofSeconds(9)))
                .isInstanceOf(FatalException.class)
                .hasMessage(
                        "Cannot write the rows of table candles to sink lake: there assets.candles has those of table"
                                + " assets (another streams.….table)");
    }

    @Test
    void keepsAFileADay() {
        lake.batch(QUERY, 0, List.of(FIRST, SECOND));

        assertThat(lake.filesOf("candles").stream()
                        .map(file -> file.getParent().getFileName().toString()))
                .containsExactlyInAnyOrder("timestamp_day=2026-11-27", "timestamp_day=2026-11-28");
    }

    @Test
    void leavesOutARepeatedBatchAndItsFiles() {
        lake.batch(QUERY, 7, List.of(FIRST, SECOND));
        lake.batch(QUERY, 7, List.of(FIRST, SECOND));

        assertThat(lake.rows("candles")).hasSize(2);
        assertThat(lake.filesOf("candles")).hasSize(2);
    }

    @Test
    void leavesOutARepeatedBatchAfterTheSnapshotsHaveExpired() {
        lake.batch(QUERY, 7, List.of(FIRST, SECOND));
        for (int times = 0; times < 2; times++) {
            Table table = lake.table("candles");
            table.newAppend().commit(); // another snapshot, so that the first one may go
            table.expireSnapshots()
                    .expireOlderThan(Long.MAX_VALUE)
                    .retainLast(1)
                    .commit();
            assertThat(StreamSupport.stream(table.snapshots().spliterator(), false))
                    .hasSize(1);

            lake.batch(QUERY, 7, List.of(FIRST, SECOND));

            assertThat(lake.rows("candles")).hasSize(2);
        }
    }

    /** The catalog has taken it, and the connection ended before it could say so. */
    @Test
    void keepsTheFilesOfACommitWhoseAnswerWasLost() {
        LakeFiles candles = lake.written(QUERY, "lost", List.of(FIRST)).stream()
                .filter(files -> files.table().equals("candles"))
                .findFirst()
                .orElseThrow();
        TableCommit commit = new TableCommit(QUERY, 7, candles.rows(), candles.files(), List.of());
        commit.to(lake.table("candles"));
        commit.to(lake.table("candles"));

        assertThat(lake.rows("candles")).hasSize(1);
    }

    @Test
    void takesTheSameBatchOfAnotherCheckpoint() {
        lake.batch(QUERY, 0, List.of(FIRST));
        lake.batch(new UUID(3, 4), 0, List.of(SECOND));

        assertThat(lake.rows("candles")).hasSize(2);
    }

    /** Of a checkpoint that was put back the batches have numbers that were there, and other rows. */
    @Test
    void losesNothingOfACheckpointThatWasPutBack() {
        lake.batch(QUERY, 5, List.of(FIRST));
        lake.batch(QUERY, 5, List.of(SECOND));

        assertThat(versions("candles")).containsExactlyInAnyOrder(10_001L, 10_002L);
    }

    @Test
    void aTaskThatFailsLeavesNoFile() {
        LakeTask task = new LakeTask(
                Map.of("candles", LakeTable.of("candles", lake.table("candles"))), new LocalFiles(), QUERY, "failed");
        try (LakeWriter<Tick> writer = new LakeWriter<>(task, LakeLayout.of(Tick.LAYOUT, false))) {
            writer.write(List.of(days(40)));
            assertThat(lake.filesOf("candles")).isNotEmpty();
        }
        assertThat(lake.filesOf("candles")).isEmpty();
    }

    @Test
    void rowsOfManyDaysAtOnceOpenFewFiles() {
        lake.batch(QUERY, 0, days(100));

        assertThat(lake.rows("candles")).hasSize(100);
    }

    private static List<Tick> days(int days) {
        return IntStream.range(0, days)
                .mapToObj(day ->
                        new Tick("ETHUSDT", FIRST.at().plus(Duration.ofDays(day)), FIRST.price(), 1, true, 1_000 + day))
                .toList();
    }

    private List<Long> versions(String table) {
        return lake.rows(table).stream()
                .map(row -> (Long) row.getField("version"))
                .toList();
    }
}
