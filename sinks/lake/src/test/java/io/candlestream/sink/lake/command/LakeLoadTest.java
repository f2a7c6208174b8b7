package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sink.lake.TestLake;
import io.candlestream.sink.lake.Tick;
import io.candlestream.sink.lake.read.ScanFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLoadTest {
    private static final LocalDate DECEMBER = LocalDate.parse("2026-12-01");

    private TestLake lake;
    private LakeLoad<Tick> months;

    @BeforeEach
    void open(@TempDir Path folder) {
        lake = TestLake.in(folder);
        lake.prepare();
        months = LakeLoad.open(
                ConsumerSettings.loader(LakeLoad.class)
                        .load(Map.of("CANDLESTREAM_LAKE_WAREHOUSE", folder.toString()), new Properties())
                        .block("sinks.lake", "sinks.lake"),
                Tick.LAYOUT);
    }

    @AfterEach
    void close() {
        months.close();
        lake.close();
    }

    @Test
    void leavesWhatTheMergeWouldLeave() {
        load(btc("01T00:00", 1), btc("01T00:01", 2), btc("30T23:59", 3));
        load(eth("02T00:00", 1));

        assertThat(places())
                .containsExactlyInAnyOrder(
                        "symbol=BTCUSDT/timestamp_month=2026-11", "symbol=ETHUSDT/timestamp_month=2026-11");
        assertThat(versions("BTCUSDT")).containsExactly(1L, 2L, 3L);
        assertThat(compacted()).isZero();
        assertClean();
    }

    @Test
    void whatComesAgainChangesNothing() {
        lake.batch(TestLake.QUERY, 0, List.of(btc("01T00:00", 1), eth("01T00:00", 1)));
        load(btc("01T00:00", 1), btc("01T00:01", 2));
        long state = lake.table("candles").currentSnapshot().snapshotId();

        load(btc("01T00:00", 1), btc("01T00:01", 2));

        assertThat(lake.table("candles").currentSnapshot().snapshotId()).isEqualTo(state);
        assertThat(versions("BTCUSDT")).containsExactlyInAnyOrder(1L, 2L);
        assertClean();
    }

    @Test
    void theNewerVersionStays() {
        lake.batch(TestLake.QUERY, 0, List.of(btc("01T00:00", 5), btc("01T00:01", 1), eth("01T00:02", 9)));

        load(btc("01T00:00", 3), btc("01T00:01", 3), btc("01T00:02", 3));

        assertThat(versions("BTCUSDT")).containsExactlyInAnyOrder(5L, 1L, 3L, 3L);
        assertThat(compacted()).isEqualTo(2);
        assertThat(versions("BTCUSDT")).containsExactly(5L, 3L, 3L);
        assertClean();
    }

    @Test
    void aFileThatIsThereIsFilledUp() {
        load(btc("01T00:00", 1), btc("01T00:02", 4), btc("01T00:03", 4));
        load(btc("01T00:01", 2), btc("01T00:02", 3), btc("01T00:03", 5));

        assertThat(places()).hasSize(1);
        assertThat(versions("BTCUSDT")).containsExactly(1L, 2L, 4L, 5L);
        assertClean();
    }

    @Test
    void whatIsNotCommittedLeavesNothing() {
        try (LakeLoad<Tick>.Month month = months.begin()) {
            write(month, btc("01T00:00", 1));
        }

        assertThat(lake.rows("candles")).isEmpty();
        assertThat(lake.filesOf("candles")).isEmpty();
    }

    @Test
    void whatAKilledLoadLeftIsDeletedAndNothingElse() {
        load(eth("01T00:00", 1));
        LakeLoad<Tick>.Month killed = months.begin();
        write(killed, btc("01T00:00", 1));
        load(eth("01T00:01", 2));

        months.deleteLeftovers("loaded-another");
        assertThat(lake.filesOf("candles")).hasSize(3);
        months.deleteLeftovers(months.name());

        assertThat(lake.filesOf("candles")).hasSize(2);
        assertThat(versions("ETHUSDT")).containsExactly(1L, 2L);
        assertClean();
    }

    @Test
    void aFileThatIsReplacedMeanwhileIsNotReplacedAgain() {
        load(btc("01T00:00", 1));
        lake.batch(TestLake.QUERY, 0, List.of(btc("01T00:05", 1)));
        try (LakeLoad<Tick>.Month month = months.begin()) {
            write(month, btc("01T00:00", 2));
            compacted();

            assertThatThrownBy(month::commit)
                    .isInstanceOf(FatalException.class)
                    .hasMessageStartingWith("Cannot load into the lake at ");
        }

        assertThat(versions("BTCUSDT")).containsExactly(1L, 1L);
        assertThat(check().faults()).isEmpty();
    }

    @Test
    void theBoundsOfFilesTellWhatIsStored() {
        assertThat(months.table()).isEqualTo("candles");
        assertThat(months.bounds("symbol", List.of("BTCUSDT"))).isEmpty();

        load(btc("01T00:00", 1));
        load(eth("01T00:00", 1));
        assertThat(months.bounds("symbol", List.of("BTCUSDT", "LTCUSDT"))).containsExactly("BTCUSDT");
        assertThat(months.bounds("symbol", List.of("LTCUSDT"))).isEmpty();

        lake.batch(TestLake.QUERY, 0, List.of(btc("02T00:00", 1), eth("02T00:00", 1)));
        assertThat(months.bounds("symbol", List.of("BTCUSDT"))).containsExactly("BTCUSDT", "ETHUSDT");
    }

    private void load(Tick... rows) {
        try (LakeLoad<Tick>.Month month = months.begin()) {
            write(month, rows);
            month.commit();
        }
    }

    private static void write(LakeLoad<Tick>.Month month, Tick... rows) {
        month.write(rows[0].symbol(), List.of(rows), rows[0].clustering(), rows[rows.length - 1].clustering());
    }

    private List<Object> versions(String symbol) {
        return lake.rows("candles").stream()
                .filter(row -> row.getField("symbol").equals(symbol))
                .map(row -> row.getField("version"))
                .toList();
    }

    private List<String> places() {
        Table table = lake.table("candles");
        List<String> places = new ArrayList<>();
        ScanFiles.each(
                table.newScan(),
                file -> places.add(table.specs().get(file.specId()).partitionToPath(file.partition())));
        return places;
    }

    private long compacted() {
        return new Compaction(lake.table("candles"), DECEMBER, Compaction.Versions.NEWEST, line -> {}).run();
    }

    private LakeCheck.Findings check() {
        return new LakeCheck(lake.table("candles"), Duration.ZERO, System.currentTimeMillis() + 1000).run();
    }

    private void assertClean() {
        assertThat(check().faults()).isEmpty();
        assertThat(check().orphans()).isEmpty();
    }

    private static Tick btc(String at, long version) {
        return Tick.closed("BTCUSDT", "2026-11-" + at + ":00Z", version);
    }

    private static Tick eth(String at, long version) {
        return Tick.closed("ETHUSDT", "2026-11-" + at + ":00Z", version);
    }
}
