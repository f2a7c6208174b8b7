package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.CertifyOptions;
import io.candlestream.certify.CertifyRun;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.runtime.Seed;
import io.candlestream.sink.lake.CandleLake;
import io.candlestream.sink.lake.CandleLake.Candle;
import io.candlestream.sink.lake.CandleLake.Trade;
import io.candlestream.sink.lake.read.RowCells;
import io.candlestream.sink.lake.read.ScanFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LakeDaysTest {
    private static final Seed SEED = Seed.next();
    private static final long HOUR = 3_600_000;
    private static final long BEGIN = Instant.parse("2026-02-10T00:00:00Z").toEpochMilli();
    private static final List<String> DAYS = List.of("2026-02-10", "2026-02-11", "2026-02-12");
    private static final LocalDate MARCH = LocalDate.parse("2026-03-01");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void makesAKey() {
        run(Optional.empty(), "--new-key", folder.resolve("key").toString());
    }

    private int run(Optional<CandleLake> lake, String... arguments) {
        out.reset();
        CertifyOptions options = new CertifyOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return new CertifyRun(options, Optional.empty(), "test", new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(work -> work.accept(new LakeDays(List.of("candles", "trades"), lake.orElseThrow()::table)));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> certificates(CandleLake lake, String name) throws IOException {
        Path files = folder.resolve(name);
        run(
                Optional.of(lake),
                "--key",
                folder.resolve("key").toString(),
                "--folder",
                files.toString(),
                "--from",
                DAYS.get(0),
                "--to",
                "2026-02-13");
        List<String> texts = new ArrayList<>();
        for (String day : DAYS) {
            texts.add(Files.readString(files.resolve(day + ".json")));
        }
        return texts;
    }

    private int check(CandleLake lake) {
        return run(
                Optional.of(lake),
                "--check",
                folder.resolve("first").resolve("2026-02-11.json").toString());
    }

    private static Decimal decimal(BigDecimal number) {
        return Decimal.of(number).orElseThrow();
    }

    private static List<Candle> candles() {
        List<Candle> candles = new ArrayList<>();
        for (int hour = 0; hour < 72; hour++) {
            candles.add(new Candle("BTCUSDT", BEGIN + hour * HOUR, Decimal.of(6_200_010_000_000L + hour, 8), hour));
            candles.add(new Candle("ETHUSDT", BEGIN + hour * HOUR, Decimal.of(12_345_678_912_345_678L + hour, 8), 1));
        }
        return candles;
    }

    private static List<Trade> trades() {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            BigDecimal price = BigDecimal.valueOf(6_200_010_000_001L + i, 8);
            trades.add(new Trade(
                    "BTCUSDT", 7 + i, BEGIN - HOUR + i * HOUR / 5, decimal(price), decimal(price.multiply(price))));
        }
        return trades;
    }

    private void write(CandleLake lake, List<Candle> candles, List<Trade> trades) {
        Random chance = SEED.random();
        List<Candle> shuffled = new ArrayList<>(candles);
        Collections.shuffle(shuffled, chance);
        lake.candles(shuffled.subList(0, shuffled.size() / 2));
        lake.candles(shuffled.subList(shuffled.size() / 2, shuffled.size()));
        lake.trades(trades);
    }

    @Test
    void theCertificateIsTheSameHoweverTheFilesLie(@TempDir Path first, @TempDir Path second) throws IOException {
        try (CandleLake lake = CandleLake.in(first);
                CandleLake other = CandleLake.in(second)) {
            List<Candle> candles = candles();
            write(lake, candles, trades());
            List<String> found = certificates(lake, "first");
            assertThat(said()).contains("3 of 3 days certified");
            assertThat(found.get(1)).contains("\"unproved\" : [ ]", "\"rows\" : 24", "\"rows\" : 120");

            lake.candles(candles.subList(0, 9).stream()
                    .map(one -> new Candle(one.symbol(), one.openTime(), Decimal.of(1, 0), -1))
                    .toList()); // older versions of rows that are there
            assertThat(certificates(lake, "older")).isEqualTo(found);
            new Compaction(lake.table("candles"), LocalDate.parse("2026-02-12"), Compaction.Versions.NEWEST, line -> {})
                    .run();
            assertThat(certificates(lake, "days")).isEqualTo(found);
            for (String table : List.of("candles", "trades")) {
                new Compaction(lake.table(table), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
            }
            assertThat(certificates(lake, "months")).isEqualTo(found);
            write(other, candles.subList(60, 144), trades().subList(100, 400));
            new Compaction(other.table("candles"), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
            write(other, candles.subList(0, 60), trades().subList(0, 100)); // behind the merged month
            assertThat(certificates(other, "late")).isEqualTo(found);
        }
    }

    /** The day's certificate gets a successor by itself, and the version before stays through all merges; what says the same goes. */
    @Test
    void aCorrectedCandleKeepsWhatStoodThere(@TempDir Path one) throws IOException {
        try (CandleLake lake = CandleLake.in(one)) {
            List<Candle> candles = candles();
            write(lake, candles, trades());
            certificates(lake, "first");
            Candle old = candles.get(2 * 34);
            Decimal other = Decimal.of(6_200_010_000_999L, 8);
            for (int version = 1; version <= 2; version++) {
                lake.candles(List.of(new Candle(old.symbol(), old.openTime(), old.price(), old.version() + version)));
                new Compaction(lake.table("candles"), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
            }
            assertThat(StoredVersions.of(lake, old)).containsExactly(old.version() + 2);
            String[] again = {
                "--key",
                folder.resolve("key").toString(),
                "--folder",
                folder.resolve("first").toString(),
                "--day",
                "2026-02-11"
            };
            assertThat(run(Optional.of(lake), again)).isZero();
            assertThat(said()).startsWith("certified: 2026-02-11");

            Instant since =
                    Instant.ofEpochMilli(lake.table("candles").currentSnapshot().timestampMillis() + 1);
            lake.candles(List.of(
                    new Candle(old.symbol(), old.openTime(), other, old.version() + 3),
                    new Candle(old.symbol(), old.openTime(), other, old.version() + 4)));
            assertThat(run(Optional.of(lake), again)).isZero();
            assertThat(said()).startsWith("certified again, as successor of ");
            assertThat(new LakeDays(List.of("candles"), lake::table).revised(since))
                    .containsExactly(LocalDate.parse("2026-02-11"));
            for (int merges = 0; merges < 2; merges++) {
                new Compaction(lake.table("candles"), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
                assertThat(StoredVersions.of(lake, old))
                        .containsExactly(old.version() + 2, old.version() + 3, old.version() + 4);
            }
            assertThat(check(lake)).isZero();
        }
    }

    /** What bounds of merged files say is what their rows say, and a range that cuts a file is read. */
    @Test
    void theFirstAndTheLastOfAPairAreKnownFromBounds(@TempDir Path one) throws IOException {
        try (CandleLake lake = CandleLake.in(one)) {
            write(lake, candles(), trades());
            Map<String, String> read = edges(lake);
            for (String table : List.of("candles", "trades")) {
                new Compaction(lake.table(table), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
            }
            assertThat(edges(lake)).isEqualTo(read).hasSize(9);
            try (CloseableIterable<FileScanTask> merged =
                    lake.table("candles").newScan().includeColumnStats().planFiles()) {
                Schema some = lake.table("candles").schema().select("symbol", "timestamp", "interval");
                assertThat(merged).hasSize(2).allMatch(task -> new FileBounds(task.file(), some).isOnePair());
            }
        }
    }

    /** Merged or not, a pair that lacks a day and its neighbours is known by what it has before and behind them. */
    @Test
    void aPairThatLacksSeveralDaysIsNotProved(@TempDir Path one) {
        try (CandleLake lake = CandleLake.in(one)) {
            write(lake, candles(), trades());
            long behind = BEGIN + 144 * HOUR; // the last trade, hour and day are the 13th
            lake.candles(List.of(new Candle("ETHUSDT", behind, Decimal.of(1, 0), 1)));
            lake.trades(List.of(new Trade("BTCUSDT", 9_999, behind, Decimal.of(1, 0), Decimal.of(1, 0))));
            for (int merges = 0; merges < 2; merges++) {
                assertThat(run(
                                Optional.of(lake),
                                "--dataset",
                                folder.resolve("set.toml").toString(),
                                "--from",
                                "2026-02-12",
                                "--to",
                                "2026-02-18"))
                        .isZero();
                assertThat(said())
                        .contains("not proved  ETHUSDT klines 1h  2026-02-13  no rows of that day")
                        .contains("not proved  ETHUSDT klines 1h  2026-02-15  no rows of that day")
                        .contains("not proved  BTCUSDT trades  2026-02-15  no rows of that day")
                        .doesNotContain("BTCUSDT klines 1h  2026-02-13", "klines 1h  2026-02-17");
                for (String table : List.of("candles", "trades")) {
                    new Compaction(lake.table(table), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
                }
            }
        }
    }

    /** By range: all, one that begins and ends within files, and one before the first candle. */
    private static Map<String, String> edges(CandleLake lake) {
        Map<String, String> edges = new TreeMap<>();
        for (CertifiedStream stream : List.of(CertifiedStream.KLINES, CertifiedStream.TRADES)) {
            StreamTable table = StreamTable.of(
                    stream, lake.table(stream == CertifiedStream.KLINES ? "candles" : stream.toString()));
            for (long[] range : new long[][] {
                {0, 2 * BEGIN}, {BEGIN, BEGIN + 72 * HOUR}, {BEGIN + HOUR, BEGIN + 70 * HOUR}, {0, BEGIN - 9 * HOUR}
            }) {
                table.edges(range[0], range[1])
                        .forEach((pair, ends) -> edges.put(
                                pair.stream() + pair.symbol() + Arrays.toString(range),
                                pair.asset() + ends.first + ends.last + ends.begin + ends.end));
            }
        }
        return edges;
    }

    @Test
    void aCorrectedTradeKeepsWhatStoodThere(@TempDir Path one) throws IOException {
        try (CandleLake lake = CandleLake.in(one)) {
            List<Trade> trades = trades();
            write(lake, candles(), trades);
            certificates(lake, "first");
            Trade old = trades.get(200);
            String[] again = {
                "--key",
                folder.resolve("key").toString(),
                "--folder",
                folder.resolve("first").toString(),
                "--day",
                "2026-02-11"
            };
            lake.trades(List.of(old.at(old.price(), 1), trades.get(201).at(old.price(), -1)));
            lake.trades(List.of(old.at(Decimal.of(1, 2), 2), old.at(Decimal.of(1, 2), 3)));
            assertThat(run(Optional.of(lake), again)).isZero();
            assertThat(said()).startsWith("certified again, as successor of ");
            for (int merges = 0; merges < 2; merges++) {
                new Compaction(lake.table("trades"), MARCH, Compaction.Versions.NEWEST, line -> {}).run();
                assertThat(StoredVersions.of(lake, old))
                        .containsExactly(old.version(), old.version() + 2, old.version() + 3);
            }
            assertThat(check(lake)).isZero();
        }
    }

    @Test
    void eachChangeIsNamed(@TempDir Path one, @TempDir Path two, @TempDir Path three, @TempDir Path four)
            throws IOException {
        try (CandleLake lake = CandleLake.in(one);
                CandleLake less = CandleLake.in(two);
                CandleLake more = CandleLake.in(three);
                CandleLake swapped = CandleLake.in(four)) {
            List<Candle> candles = candles();
            write(lake, candles, trades());
            certificates(lake, "first");
            assertThat(check(lake)).as(said()).isZero();

            Candle old = candles.get(2 * 34);
            lake.candles(List.of(new Candle(
                    old.symbol(), old.openTime(), Decimal.of(6_200_010_000_034L + 1, 8), old.version() + 1)));
            assertThat(check(lake)).isEqualTo(1);
            assertThat(said())
                    .contains("BTCUSDT klines 1h 2026-02-11: values differ, 24 rows, as certified, in the hour 10");

            List<Candle> without = new ArrayList<>(candles);
            without.remove(old);
            List<Trade> trades = new ArrayList<>(trades());
            trades.remove(200);
            write(less, without, trades);
            assertThat(check(less)).isEqualTo(1);
            assertThat(said())
                    .contains("BTCUSDT klines 1h 2026-02-11: rows are missing, certified 24, stored 23, in the hour 10,"
                            + " missing from 2026-02-11T10:00:00Z")
                    .contains("BTCUSDT trades 2026-02-11: rows are missing, certified 120, stored 119")
                    .contains("missing from id 207");

            write(more, candles, trades());
            more.candles(List.of(new Candle("BTCUSDT", old.openTime() + 1, old.price(), 1)));
            assertThat(check(more)).isEqualTo(1);
            assertThat(said()).contains("rows too many, certified 24, stored 25, in the hour 10");

            Candle other = candles.get(2 * 35);
            List<Candle> exchanged = new ArrayList<>(candles);
            exchanged.set(2 * 34, new Candle(old.symbol(), old.openTime(), other.price(), 1));
            exchanged.set(2 * 35, new Candle(old.symbol(), other.openTime(), old.price(), 1));
            write(swapped, exchanged, trades());
            assertThat(check(swapped)).isEqualTo(1);
            assertThat(said()).contains("values differ, 24 rows, as certified, in 2 hours, the first is 10");
        }
    }

    /** Iceberg's own reader tells what ours should. */
    @Test
    void eachNumberIsReadAsIcebergReadsIt(@TempDir Path one) throws IOException {
        Random chance = SEED.random();
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            BigDecimal price = new BigDecimal(new BigInteger(chance.nextInt(80), chance), chance.nextInt(13));
            BigDecimal signed = chance.nextBoolean() ? price : price.negate();
            trades.add(new Trade(
                    "BTCUSDT", i, BEGIN, decimal(signed.setScale(8, java.math.RoundingMode.DOWN)), decimal(signed)));
        }
        try (CandleLake lake = CandleLake.in(one)) {
            lake.trades(trades);
            Table table = lake.table("trades");
            StreamTable read = StreamTable.of(io.candlestream.certify.CertifiedStream.TRADES, table);
            Schema schema = table.schema();
            int[] places = {
                schema.columns().indexOf(schema.findField("price")),
                schema.columns().indexOf(schema.findField("quote_quantity"))
            };
            ScanFiles.each(table.newScan(), file -> {
                try (CloseableIterable<RowCells> ours = read.rows(file, read.schema(), BEGIN, BEGIN + 1);
                        CloseableIterable<StructLike> theirs =
                                LakeRows.of(table.io().newInputFile(file.location()), schema)) {
                    var row = ours.iterator();
                    theirs.forEach(wanted -> {
                        RowCells cells = row.next();
                        int[] columns = {5, 7};
                        for (int i = 0; i < columns.length; i++) {
                            BigDecimal number = wanted.get(places[i], BigDecimal.class);
                            if (number == null) {
                                assertThat(cells.decimal(columns[i])).isNull();
                                assertThat(cells.number(columns[i])).isNaN();
                            } else {
                                assertThat(cells.decimal(columns[i])).isEqualByComparingTo(number);
                                assertThat(cells.number(columns[i]))
                                        .as("%s, %s", number, SEED)
                                        .isEqualTo(Double.parseDouble(number.toPlainString()));
                            }
                        }
                    });
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
