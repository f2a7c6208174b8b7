package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sink.lake.Mean;
import io.candlestream.sink.lake.TestLake;
import io.candlestream.sink.lake.Tick;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are made of others, as features are: their numbers are doubles, and they may be made again. */
class ComputedRowsTest {
    private static final UUID QUERY = TestLake.QUERY;
    /** With more places behind the point than a decimal of the lake has. */
    private static final double SMALL = 1e-5 / 3;

    private TestLake lake;

    @BeforeEach
    void open(@TempDir Path folder) {
        lake = TestLake.in(folder);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void aDoubleStaysItself() {
        lake.means(QUERY, 0, 77, List.of(mean(0, SMALL, 1), mean(1, Double.NaN, 1)));

        assertThat(lake.rows("means").stream().map(row -> row.getField("mean"))).containsExactly(SMALL, null);
    }

    @Test
    void aRepeatedBatchIsKnownByWhatItHasRead() {
        lake.means(QUERY, 7, 77, List.of(mean(0, 1, 1)));
        lake.means(QUERY, 7, 77, List.of(mean(0, 2, 5), mean(1, 2, 5))); // the store knew more by then
        lake.means(QUERY, 8, 78, List.of(mean(1, 3, 6)));

        assertThat(lake.rows("means").stream().map(row -> row.getField("mean"))).containsExactlyInAnyOrder(1.0, 3.0);
        assertThat(lake.filesOf("means")).hasSize(2);
    }

    @Test
    void aRowThatIsMadeAgainIsNoFaultAndIsThereOnceAfterACompaction() {
        lake.prepare();
        for (int batch = 0; batch < 2; batch++) {
            lake.means(QUERY, batch, batch, List.of(mean(0, SMALL, 1), mean(1, 2 + batch, 1 + batch)));
            lake.batch(QUERY, batch, List.of(Tick.closed("BTCUSDT", "2026-10-01T00:00:00Z", 5)));
        }

        assertThat(check("means").faults()).isEmpty();
        assertThat(check("means").orphans()).isEmpty();
        assertThat(check("candles").faults()).singleElement().asString().startsWith("twice: 1 rows");
        new Compaction(lake.table("means"), LocalDate.parse("2026-11-01"), Compaction.Versions.EACH, line -> {}).run();
        assertThat(lake.rows("means").stream().map(ComputedRowsTest::shown))
                .containsExactly("1 " + SMALL, "1 2.0", "2 3.0");
        assertThat(check("means").faults()).isEmpty();
    }

    private LakeCheck.Findings check(String table) {
        return new LakeCheck(lake.table(table), Duration.ofHours(1), System.currentTimeMillis()).run();
    }

    private static String shown(Record row) {
        return row.getField("version") + " " + row.getField("mean");
    }

    private static Mean mean(int minute, double mean, long version) {
        return new Mean(
                "BTCUSDT",
                Instant.parse("2026-10-01T00:00:00Z").plusSeconds(60L * minute),
                Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean),
                version);
    }
}
