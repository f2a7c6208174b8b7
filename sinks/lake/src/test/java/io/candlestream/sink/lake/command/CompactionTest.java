package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sink.lake.CandleLake;
import io.candlestream.sink.lake.CandleLake.Candle;
import io.candlestream.sink.lake.TestLake;
import io.candlestream.sink.lake.Tick;
import io.candlestream.sink.lake.read.ScanFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final UUID QUERY = TestLake.QUERY;
    private static final LocalDate DECEMBER = LocalDate.parse("2026-12-01");

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
    void mergesAFinishedMonthIntoAFileASymbolSortedByTime() {
        lake.batch(QUERY, 0, List.of(btc("2026-11-28T00:01:00Z", 3), eth("2026-11-02T00:00:00Z", 1)));
        lake.batch(QUERY, 1, List.of(btc("2026-11-28T00:00:00Z", 2), btc("2026-11-01T00:00:00Z", 1)));

        compact("candles", DECEMBER);

        assertThat(places("candles"))
                .containsExactlyInAnyOrder(
                        "symbol=BTCUSDT/timestamp_month=2026-11", "symbol=ETHUSDT/timestamp_month=2026-11");
        assertThat(lake.rows("candles").stream()
                        .filter(row -> row.getField("symbol").equals("BTCUSDT"))
                        .map(row -> row.getField("version")))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void mergesAFinishedDayOfAMonthThatIsNotAndLeavesTodayAlone() {
        lake.batch(QUERY, 0, List.of(btc("2026-11-27T00:00:00Z", 1), btc("2026-11-28T00:00:00Z", 2)));
        lake.batch(QUERY, 1, List.of(btc("2026-11-27T00:01:00Z", 3), btc("2026-11-28T00:01:00Z", 4)));

        compact("candles", LocalDate.parse("2026-11-28"));

        assertThat(places("candles"))
                .containsExactlyInAnyOrder(
                        "timestamp_day=2026-11-27", "timestamp_day=2026-11-28", "timestamp_day=2026-11-28");
        assertThat(lake.rows("candles")).hasSize(4);
    }

    @Test
    void aLateRowIsMergedIntoTheFileOfItsSymbolAlone() {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1), eth("2026-11-01T00:00:00Z", 1)));
        compact("candles", DECEMBER);
        List<String> before = locations("candles", "ETHUSDT");

        lake.batch(QUERY, 1, List.of(btc("2026-11-01T00:00:00Z", 9)));
        compact("candles", DECEMBER);

        assertThat(locations("candles", "ETHUSDT")).isEqualTo(before);
        assertThat(lake.rows("candles"))
                .extracting(row -> row.getField("version"))
                .containsExactlyInAnyOrder(1L, 9L);
    }

    @Test
    void whatCannotBeMergedKeepsNothingElseFromIt() throws IOException {
        lake.batch(QUERY, 0, List.of(btc("2026-10-01T00:00:00Z", 1), btc("2026-11-01T00:00:00Z", 1)));
        for (int batch = 1; batch < 3; batch++) {
            lake.batch(QUERY, batch, List.of(btc("2026-12-01T00:00:00Z", batch), btc("2026-12-02T00:00:00Z", batch)));
        }
        Files.delete(file("2026-10-01"));
        Files.delete(file("2026-12-01"));
        List<String> lines = new ArrayList<>();

        assertThatThrownBy(() -> new Compaction(
                                lake.table("candles"),
                                LocalDate.parse("2026-12-03"),
                                Compaction.Versions.NEWEST,
                                lines::add)
                        .run())
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("Cannot merge 2026-10 of candlestream.assets.candles: ")
                .hasMessageEndingWith(", and 1 more as above");

        assertThat(lines).hasSize(4).anyMatch(line -> line.startsWith("Cannot merge 2026-12-01 of "));
        assertThat(places("candles"))
                .containsExactlyInAnyOrder(
                        "timestamp_day=2026-10-01",
                        "symbol=BTCUSDT/timestamp_month=2026-11",
                        "timestamp_day=2026-12-01",
                        "timestamp_day=2026-12-01",
                        "timestamp_day=2026-12-02");
    }

    @Test
    void rawKeepsEachVersionOnce() {
        Tick tick = btc("2026-11-01T00:00:00Z", 5);
        lake.batch(QUERY, 0, List.of(tick.open(), tick));
        lake.batch(new UUID(8, 9), 0, List.of(tick.open(), tick)); // from another checkpoint

        compact("raw", DECEMBER);

        assertThat(lake.rows("raw")).extracting(row -> row.getField("version")).containsExactly(4L, 5L);
    }

    @Test
    void aCorrectionThatComesTwiceStaysOnce(@TempDir Path one) {
        try (CandleLake candles = CandleLake.in(one)) {
            long open = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
            Candle old = new Candle("BTCUSDT", open, Decimal.of(6_200_010L, 2), 1);
            Candle corrected = new Candle("BTCUSDT", open, Decimal.of(6_200_011L, 2), 2);
            candles.candles(List.of(old));
            candles.candles(List.of(corrected));
            candles.candles(List.of(corrected)); // as after a lost checkpoint

            new Compaction(candles.table("candles"), DECEMBER, Compaction.Versions.NEWEST, line -> {}).run();

            assertThat(StoredVersions.of(candles, old)).containsExactly(1L, 2L);
        }
    }

    /** The compaction has read what is there; before it commits, a batch comes. */
    @Test
    void whatIsWrittenMeanwhileStays() {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1)));
        lake.batch(QUERY, 1, List.of(btc("2026-11-01T00:01:00Z", 2)));
        Table read = lake.table("candles");
        SortedRuns rows = new SortedRuns(read.schema(), RowOrder.of(read));
        List<DataFile> old = new ArrayList<>();
        ScanFiles.each(read.newScan(), old::add);

        lake.batch(QUERY, 2, List.of(btc("2026-11-01T00:02:00Z", 3)));
        new Compaction(read, DECEMBER, Compaction.Versions.NEWEST, line -> {}).replace(old, rows, read.spec());

        assertThat(lake.rows("candles"))
                .extracting(row -> row.getField("version"))
                .containsExactly(3L);
        assertThat(lake.table("candles").properties()).containsKey("last." + QUERY);
    }

    @Test
    void aMergeOfWhichAFileWasDeletedMeanwhileChangesNothing() {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1), btc("2026-11-02T00:00:00Z", 1)));
        List<DataFile> old = new ArrayList<>();
        Table real = lake.table("candles");
        ScanFiles.each(real.newScan(), old::add);
        SortedRuns rows = new SortedRuns(real.schema(), RowOrder.of(real));
        old.forEach(file -> LakeRows.each(real, file, real.schema(), rows::add));
        Table meanwhile = changed(
                real,
                (method, result) -> {
                    if (method.equals("newRewrite")) {
                        lake.filesOf("candles").stream()
                                .filter(file -> file.getFileName().toString().startsWith("merged-"))
                                .findFirst()
                                .ifPresent(CompactionTest::delete);
                    }
                    return result;
                },
                Table.class);

        assertThatThrownBy(() -> new Compaction(meanwhile, DECEMBER, Compaction.Versions.NEWEST, line -> {})
                        .replace(old, rows, real.spec()))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("another program has deleted file:");

        assertThat(lake.rows("candles")).hasSize(2);
        assertThat(lake.filesOf("candles")).as("those that were there").hasSize(2);
    }

    /** The same thing, whose methods return what {@code answer} makes of their names and of what they return. */
    private static <T> T changed(T real, BiFunction<String, Object, Object> answer, Class<?>... interfaces) {
        @SuppressWarnings("unchecked")
        T changed = (T) Proxy.newProxyInstance(
                CompactionTest.class.getClassLoader(), interfaces, (proxy, method, arguments) -> {
                    try {
                        return answer.apply(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return changed;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatIsCommittedWhileAllAreReadBelongsToTheTable() {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1)));
        Table before = lake.table("candles");
        lake.batch(QUERY, 1, List.of(btc("2026-11-02T00:00:00Z", 2)));

        assertThat(new LakeCheck(before, Duration.ZERO, inAMoment()).orphans()).isEmpty();
    }

    @Test
    void aFileOfAMergeOrALoadMayBeOlderThanOneOfABatch() throws IOException {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1)));
        Path file = file("2026-11-01");
        for (String name : List.of("merged-1.parquet", "loaded-1.parquet", "0-1.parquet")) {
            Files.writeString(file.resolveSibling(name), "not committed");
        }

        assertThat(new LakeCheck(lake.table("candles"), Duration.ZERO, Duration.ofDays(1), inAMoment()).orphans())
                .singleElement()
                .asString()
                .endsWith("/0-1.parquet");
        assertThat(check("candles").orphans()).hasSize(3);
    }

    /** As of a warehouse hdfs:///lake, whose files Hadoop lists as hdfs://name:8020/lake/... */
    @Test
    void filesThatAreListedWithAnAuthorityBelongToTheTableAllTheSame() throws IOException {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1)));
        Files.writeString(file("2026-11-01").resolveSibling("left.parquet"), "by a task that was killed");
        Table real = lake.table("candles");
        Object files = changed(
                real.io(),
                (method, result) -> method.equals("listPrefix") ? withAuthority((Iterable<?>) result) : result,
                SupportsPrefixOperations.class);
        Table listed = changed(
                real, (method, result) -> method.equals("io") ? files : result, Table.class, HasTableOperations.class);

        assertThat(new LakeCheck(listed, Duration.ZERO, inAMoment()).orphans())
                .singleElement()
                .asString()
                .startsWith("file://name:8020/")
                .endsWith("/left.parquet");
    }

    private static List<FileInfo> withAuthority(Iterable<?> files) {
        List<FileInfo> named = new ArrayList<>();
        files.forEach(each -> {
            FileInfo file = (FileInfo) each;
            String location = file.location().replaceFirst("^file:/+", "file://name:8020/");
            named.add(new FileInfo(location, file.size(), file.createdAtMillis()));
        });
        return named;
    }

    private static long inAMoment() {
        return System.currentTimeMillis() + 1000;
    }

    @Test
    void aRepeatedBatchIsKnownAfterCompactionAndExpiry() {
        List<Tick> rows = List.of(btc("2026-11-01T00:00:00Z", 1), btc("2026-11-02T00:00:00Z", 2));
        lake.batch(QUERY, 3, rows);
        for (int times = 0; times < 3; times++) {
            compact("candles", DECEMBER);
            new Expiry(lake.table("candles"), Long.MAX_VALUE).run();
            lake.batch(QUERY, 3, rows);
        }

        assertThat(lake.rows("candles")).hasSize(2);
        assertThat(StreamSupport.stream(lake.table("candles").snapshots().spliterator(), false))
                .hasSize(1);
        assertThat(check("candles").faults()).isEmpty();
        assertThat(check("candles").orphans()).isEmpty();
        assertThat(lake.filesOf("candles")).hasSize(1);
    }

    /** Iceberg's own limit is five days. */
    @Test
    void eachStateThatWasCurrentAfterTheTimeStays() {
        for (int i = 0; i < 4; i++) {
            lake.batch(QUERY, i, List.of(btc("2026-11-01T00:0" + i + ":00Z", 1)));
        }
        List<Long> states = states();
        lake.age("candles", 40, 30, 10, 0);
        long now = System.currentTimeMillis();

        int forgotten =
                new Expiry(lake.table("candles"), now - Duration.ofDays(20).toMillis()).run();

        assertThat(forgotten).isEqualTo(1);
        assertThat(states()).as("of 30 days, for 20, of 10 and of now").isEqualTo(states.subList(1, 4));
        new Expiry(lake.table("candles"), now - Duration.ofMinutes(1).toMillis()).run();
        assertThat(states()).as("until now, and now").isEqualTo(states.subList(2, 4));
    }

    private List<Long> states() {
        return StreamSupport.stream(lake.table("candles").snapshots().spliterator(), false)
                .map(Snapshot::snapshotId)
                .toList();
    }

    @Test
    void findsWhatIsMissingDamagedOrThereTwiceAndWhatBelongsToNothing() throws IOException {
        lake.batch(QUERY, 0, List.of(btc("2026-11-01T00:00:00Z", 1)));
        assertThat(check("candles").faults()).isEmpty();
        assertThat(check("candles").orphans()).isEmpty();
        lake.batch(new UUID(8, 9), 0, List.of(btc("2026-11-01T00:00:00Z", 1)));
        lake.batch(QUERY, 1, List.of(btc("2026-11-02T00:00:00Z", 2)));
        lake.batch(QUERY, 2, List.of(btc("2026-11-03T00:00:00Z", 3)));
        Path damaged = file("2026-11-02");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[20] ^= 1;
        Files.write(damaged, bytes);
        Files.delete(file("2026-11-03"));
        Files.writeString(damaged.resolveSibling("left.parquet"), "by a task that was killed");

        LakeCheck.Findings found = check("candles");

        assertThat(found.faults()).anySatisfy(fault -> assertThat(fault).startsWith("twice: 1 rows"));
        assertThat(found.faults()).anySatisfy(fault -> assertThat(fault).startsWith("unreadable: "));
        assertThat(found.faults()).anySatisfy(fault -> assertThat(fault).startsWith("missing: "));
        assertThat(found.faults()).hasSize(3);
        assertThat(found.orphans()).singleElement().asString().endsWith("/left.parquet");
    }

    private Path file(String day) {
        return lake.filesOf("candles").stream()
                .filter(file -> file.toString().contains(day))
                .findFirst()
                .orElseThrow();
    }

    private LakeCheck.Findings check(String table) {
        return new LakeCheck(lake.table(table), Duration.ZERO, inAMoment()).run();
    }

    private void compact(String table, LocalDate today) {
        Compaction.Versions versions = table.equals("raw") ? Compaction.Versions.EACH : Compaction.Versions.NEWEST;
        new Compaction(lake.table(table), today, versions, line -> {}).run();
    }

    private List<String> places(String name) {
        Table table = lake.table(name);
        List<String> places = new ArrayList<>();
        ScanFiles.each(
                table.newScan(),
                file -> places.add(table.specs().get(file.specId()).partitionToPath(file.partition())));
        return places;
    }

    private List<String> locations(String name, String symbol) {
        List<String> locations = new ArrayList<>();
        ScanFiles.each(lake.table(name).newScan(), (DataFile file) -> {
            if (file.location().contains(symbol)) {
                locations.add(file.location());
            }
        });
        return locations;
    }

    private static Tick btc(String at, long version) {
        return Tick.closed("BTCUSDT", at, version);
    }

    private static Tick eth(String at, long version) {
        return Tick.closed("ETHUSDT", at, version);
    }
}
