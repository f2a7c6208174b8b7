package io.candlestream.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.parquet.ParquetFile;
import io.candlestream.parquet.ParquetWriter;
import io.candlestream.runtime.settings.FatalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinuteFilesTest {
    /** In the words of those who read such files. */
    private static final List<String> CLEAN = List.of(
            "timestamp",
            "symbol",
            "interval",
            "exchange",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "number_of_trades",
            "quote_volume",
            "taker_buy_volume",
            "taker_buy_quote_volume",
            "price_change",
            "price_change_pct",
            "log_return",
            "ma_5",
            "ma_10",
            "ma_20",
            "volatility_10",
            "volume_ma_5",
            "volume_change_pct",
            "momentum_5",
            "momentum_10",
            "hl_spread",
            "hl_spread_pct");

    private static final String CLEAN_FILE =
            "clean/year=2024/month=08/day=08/hour=00/minute=01/klines_20240808_000100.parquet";
    private static final String RAW_FILE =
            "raw/year=2024/month=08/day=08/hour=00/minute=01/klines_20240808_000100.parquet";

    @TempDir
    private Path folder;

    private int write(MinuteCandle... candles) throws IOException, InterruptedException {
        return write(folder, List.of(candles));
    }

    private static int write(Path folder, List<MinuteCandle> candles) throws IOException, InterruptedException {
        try (MinuteFiles files = new MinuteFiles(new LocalFolder(folder), 4)) {
            return files.write(candles);
        }
    }

    /** Every file below {@code folder}, by its path. */
    static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> {
                try {
                    contents.put(folder.relativize(path).toString(), Files.readAllBytes(path));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return contents;
    }

    private String parquet(String file) {
        return "'" + folder.resolve(file) + "'";
    }

    /** The rows, without columns made of the names of the folders. */
    private String rowsOf(String file) {
        return "read_parquet(" + parquet(file) + ", hive_partitioning = false)";
    }

    private int make(List<MinuteCandle> candles, MinuteFeatures... features) throws IOException, InterruptedException {
        try (MinuteFiles files = new MinuteFiles(new LocalFolder(folder), 4)) {
            return files.write(candles, List.of(features));
        }
    }

    private static MinuteFeatures features(String symbol, int minute, Double mean, long version) {
        Map<String, Object> values = new HashMap<>(
                Map.of("symbol", symbol, "interval", "1m", "timestamp", TestCandle.DAY.plusSeconds(60L * minute)));
        values.put("price_change", 0.1 + 0.2);
        values.put("ma_20", mean);
        return MinuteFeatures.of(values::get, version);
    }

    @Test
    void featuresStandBesideTheirCandlesTheNewestOnes() throws Exception {
        MinuteCandle candle = TestCandle.of("BTCUSDT", 1, "1.5", 5);
        assertThat(make(List.of(), features("BTCUSDT", 1, 7.0, 1)))
                .as("of no candle")
                .isZero();
        assertThat(make(List.of(candle), features("BTCUSDT", 1, 7.0, 1))).isEqualTo(2);
        assertThat(make(List.of(), features("BTCUSDT", 1, 8.5, 3), features("BTCUSDT", 1, 6.0, 2)))
                .as("the raw file has none")
                .isEqualTo(1);
        assertThat(make(List.of(candle), features("BTCUSDT", 1, 8.5, 3))).isZero();
        Map<String, byte[]> before = contents(folder);
        assertThat(make(List.of(TestCandle.of("BTCUSDT", 1, "1.7", 6)))).isEqualTo(2);

        assertThat(DuckDb.rows(
                        "SELECT close || ' ' || ma_20 || ' ' || price_change || ' ' || (log_return IS NULL) FROM "
                                + rowsOf(CLEAN_FILE)))
                .containsExactly("1.700000000000000000 8.5 0.30000000000000004 true");
        assertThat(make(List.of(), features("BTCUSDT", 1, null, 4))).isEqualTo(1);
        assertThat(DuckDb.rows("SELECT ma_20 IS NULL FROM " + rowsOf(CLEAN_FILE)))
                .containsExactly("true");
        assertThat(contents(folder).keySet()).isEqualTo(before.keySet());
    }

    @Test
    void aMinuteHasOneRawAndOneCleanFile() throws IOException, InterruptedException, SQLException {
        assertThat(write(TestCandle.of("ETHUSDT", 1, "2", 5), TestCandle.of("BTCUSDT", 1, "1.5", 5)))
                .isEqualTo(2);

        assertThat(contents(folder)).containsOnlyKeys(CLEAN_FILE, RAW_FILE);
        assertThat(DuckDb.rows(
                        "SELECT name FROM parquet_schema(" + parquet(CLEAN_FILE) + ") WHERE num_children IS NULL"))
                .isEqualTo(CLEAN);
        assertThat(DuckDb.rows("SELECT name FROM parquet_schema(" + parquet(RAW_FILE) + ") WHERE num_children IS NULL"))
                .containsExactly("event_type", "symbol", "exchange", "data", "received_at", "client_timestamp");
        assertThat(DuckDb.rows("SELECT DISTINCT compression FROM parquet_metadata(" + parquet(CLEAN_FILE) + ")"))
                .containsExactly("SNAPPY");
    }

    @Test
    void anotherReaderFindsEveryDigit() throws IOException, InterruptedException, SQLException {
        write(TestCandle.of("ETHUSDT", 1, "2", 5), TestCandle.of("BTCUSDT", 1, "1.5", 5));

        String nothing = "|null".repeat(14);
        assertThat(DuckDb.rows("SELECT * FROM " + rowsOf(CLEAN_FILE)))
                .containsExactly(
                        "2024-08-08T00:01Z|BTCUSDT|1m|binance|0.000012340000000000|61000.000000000000000000"
                                + "|0.000010000000000000|1.500000000000000000|73687542.870000000000000000|7"
                                + "|12345678901234567.123456780000000000|1.500000000000000000" + nothing,
                        "2024-08-08T00:01Z|ETHUSDT|1m|binance|0.000012340000000000|61000.000000000000000000"
                                + "|0.000010000000000000|2.000000000000000000|73687542.870000000000000000|7"
                                + "|12345678901234567.123456780000000000|1.500000000000000000" + nothing);
        assertThat(DuckDb.rows("SELECT * FROM " + rowsOf(RAW_FILE) + " WHERE symbol = 'BTCUSDT'"))
                .containsExactly("kline|BTCUSDT|binance|"
                        + "{\"asset_name\":\"btcusdt\",\"symbol\":\"BTCUSDT\",\"interval\":\"1m\","
                        + "\"timestamp\":\"2024-08-08T00:01:00Z\",\"close_time\":\"2024-08-08T00:01:59.999Z\","
                        + "\"open\":\"0.00001234\",\"high\":\"61000\",\"low\":\"0.00001\",\"close\":\"1.5\","
                        + "\"volume\":\"73687542.87\",\"quote_volume\":\"12345678901234567.12345678\",\"trades\":7,"
                        + "\"taker_buy_volume\":\"1.5\",\"is_closed\":true,\"collected_at\":\"2024-08-08T00:02:00.123Z\","
                        + "\"source\":\"socket\"}|2024-08-08T00:02:00.123Z|1723075320123");
        assertThat(DuckDb.rows("SELECT value::VARCHAR FROM parquet_kv_metadata(" + parquet(CLEAN_FILE)
                        + ") WHERE key::VARCHAR = 'candlestream.features'"))
                .containsExactly("price_change to hl_spread_pct are empty where they were not asked for");
    }

    /** In any order, in any batches, however often: also a correction, and an older version after it. */
    @Test
    void theSameCandlesAreTheSameBytes(@TempDir Path other) throws IOException, InterruptedException {
        List<MinuteCandle> candles = new ArrayList<>();
        for (String symbol : List.of("BTCUSDT", "ETHUSDT", "币安人生USDT")) {
            IntStream.range(0, 5).forEach(minute -> {
                candles.add(TestCandle.of(symbol, minute, "1", 10));
                candles.add(TestCandle.of(symbol, minute, "2", 20));
            });
        }
        write(folder, candles);
        Map<String, byte[]> once = contents(folder);
        Random random = new Random(3);

        for (int replay = 0; replay < 3; replay++) {
            Collections.shuffle(candles, random);
            for (MinuteCandle candle : candles) {
                write(other, List.of(candle));
            }
            assertThat(write(folder, candles)).isZero();
        }

        assertThat(once).hasSize(10);
        assertThat(contents(other)).containsExactlyEntriesOf(once);
        assertThat(contents(folder)).containsExactlyEntriesOf(once);
    }

    @Test
    void aLateCandleChangesTheFilesOfItsMinuteAlone() throws IOException, InterruptedException, SQLException {
        write(TestCandle.of("BTCUSDT", 1, "1", 10), TestCandle.of("BTCUSDT", 2, "1", 10));
        Map<String, byte[]> before = contents(folder);

        assertThat(write(TestCandle.of("ETHUSDT", 1, "2", 10))).isEqualTo(2);

        Map<String, byte[]> after = contents(folder);
        assertThat(after.keySet().stream().filter(path -> !Arrays.equals(before.get(path), after.get(path))))
                .containsExactly(CLEAN_FILE, RAW_FILE);
        assertThat(DuckDb.rows("SELECT symbol FROM " + parquet(CLEAN_FILE))).containsExactly("BTCUSDT", "ETHUSDT");
    }

    @Test
    void aCorrectionReplacesItsCandleAndAnOlderVersionDoesNot() throws IOException, InterruptedException, SQLException {
        write(TestCandle.of("BTCUSDT", 1, "1", 10), TestCandle.of("ETHUSDT", 1, "1", 10));

        assertThat(write(TestCandle.of("BTCUSDT", 1, "3", 30))).isEqualTo(2);
        assertThat(write(TestCandle.of("BTCUSDT", 1, "2", 20))).isZero();

        assertThat(DuckDb.rows("SELECT symbol, close::INT FROM " + parquet(CLEAN_FILE)))
                .containsExactly("BTCUSDT|3", "ETHUSDT|1");
    }

    @Test
    void candlesWithoutASymbolAreToldApartByTheirAssets() throws IOException, InterruptedException, SQLException {
        MinuteCandle bitcoin = TestCandle.of("BTCUSDT", 1, "1", 10);
        MinuteCandle solana = TestCandle.of("SOLUSDT", 1, "2", 9);
        write(
                MinuteCandle.of(column -> column.equals("symbol") ? null : bitcoin.value(column), 10),
                MinuteCandle.of(column -> column.equals("symbol") ? null : solana.value(column), 9));

        assertThat(DuckDb.rows("SELECT symbol, close::INT FROM " + parquet(CLEAN_FILE)))
                .containsExactly("btcusdt|1", "solusdt|2");
    }

    /** The next attempt writes the same files. */
    @Test
    @Timeout(30)
    void aFailureIsToldWhenNobodyWritesAnyMore() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean toldFirst = new AtomicBoolean();
        AtomicBoolean slowIsDone = new AtomicBoolean();
        MinuteFolder disk = new LocalFolder(folder);
        MinuteFolder faulty = (MinuteFolder) Proxy.newProxyInstance(
                MinuteFolder.class.getClassLoader(),
                new Class<?>[] {MinuteFolder.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("replace")) {
                        if (arguments[0].toString().contains("000100")) {
                            begun.await();
                            failed.countDown();
                            throw new IOException("no space left");
                        }
                        begun.countDown();
                        failed.await();
                        toldFirst.set(told.await(100, TimeUnit.MILLISECONDS));
                        slowIsDone.set(true);
                    }
                    return method.invoke(disk, arguments);
                });
        try (MinuteFiles files = new MinuteFiles(faulty, 2)) {
            assertThatThrownBy(() -> files.write(
                            List.of(TestCandle.of("BTCUSDT", 1, "1", 1), TestCandle.of("BTCUSDT", 2, "1", 1))))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("no space left");
            told.countDown();
            assertThat(slowIsDone).isTrue();
            assertThat(toldFirst).isFalse();
        }
    }

    /** The clean file is behind the raw one after a crash between the two. */
    @Test
    void theNextAttemptCompletesWhatACrashLeft() throws IOException, InterruptedException {
        MinuteCandle[] candles = {TestCandle.of("BTCUSDT", 1, "1", 10)};
        write(candles);
        Map<String, byte[]> whole = contents(folder);
        Files.delete(folder.resolve(CLEAN_FILE));
        Path part = folder.resolve(CLEAN_FILE).resolveSibling(".klines_20240808_000100.parquet.part");
        Files.write(part, new byte[] {1, 2, 3});

        assertThat(write(candles)).isEqualTo(1);

        assertThat(contents(folder)).containsExactlyEntriesOf(whole);
    }

    @Test
    void aFileOfAnotherProgramIsNotTouched() throws IOException, InterruptedException {
        Path theirs = folder.resolve(CLEAN_FILE);
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "PAR1 of somebody else");

        assertThatThrownBy(() -> write(TestCandle.of("BTCUSDT", 1, "1", 10)))
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot write " + theirs
                        + ": it is no Parquet file, or not a whole one (it was written by another"
                        + " program: move it away)");
        assertThat(theirs).hasContent("PAR1 of somebody else");
    }

    /** The consumer refuses such symbols; what an earlier one has written stays readable. */
    @ParameterizedTest
    @ValueSource(strings = {"1 00SATSUSDT", "BTC\nUSDT", "BTCUSDT\r", " ", "BTCUSDT 1m 0 5", "1m"})
    void aSymbolMayHoldWhatPartsTheVersions(String symbol) throws Exception {
        MinuteCandle odd = TestCandle.of(symbol, 1, "1", 10);
        make(List.of(odd, TestCandle.of("BTCUSDT", 1, "1", 10)), features(symbol, 1, 7.0, 3));

        assertThat(write(odd)).isZero();
        assertThat(write(TestCandle.of("ETHUSDT", 1, "2", 5))).isEqualTo(2);
        assertThat(write(TestCandle.of(symbol, 1, "3", 30), TestCandle.of("BTCUSDT", 1, "9", 9)))
                .isEqualTo(2);

        assertThat(DuckDb.rows("SELECT close::INT FROM " + rowsOf(CLEAN_FILE) + " ORDER BY 1"))
                .containsExactly("1", "2", "3");
        assertThat(make(List.of(), features(symbol, 1, 8.0, 2)))
                .as("older features")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETHUSDT 1m 1723075260000 10", "BTCUSDT 1m 1723075260000", "BTCUSDT 1m soon 10", ""})
    void aFileWhoseVersionsAreNotItsRowsIsNotTouched(String versions) throws IOException, InterruptedException {
        write(TestCandle.of("BTCUSDT", 1, "1", 10));
        Path clean = folder.resolve(CLEAN_FILE);
        ParquetFile whole = ParquetFile.read(Files.readAllBytes(clean), MinuteLayout.CLEAN.columns());
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        ParquetWriter writer =
                new ParquetWriter(other, MinuteLayout.CLEAN.columns(), Map.of("candlestream.versions", versions));
        writer.write(whole.rows().get(0));
        writer.finish();
        Files.write(clean, other.toByteArray());

        assertThatThrownBy(() -> write(TestCandle.of("BTCUSDT", 1, "2", 20)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("it has not the version of each of its rows")
                .hasMessageContaining("move it away");
    }

    /** A power cut right after a batch must not lose what the checkpoint will never ask for again. */
    @Test
    void theNamesAreOnTheDiskWhenABatchIsDone() throws IOException, InterruptedException {
        List<String> calls = new ArrayList<>();
        MinuteFolder disk = new LocalFolder(folder);
        MinuteFolder watched = (MinuteFolder) Proxy.newProxyInstance(
                MinuteFolder.class.getClassLoader(),
                new Class<?>[] {MinuteFolder.class},
                (proxy, method, arguments) -> {
                    if (List.of("replace", "settle").contains(method.getName())) {
                        calls.add(method.getName() + " " + arguments[0]);
                    }
                    return method.invoke(disk, arguments);
                });
        String settled = "settle [" + RAW_FILE + ", " + CLEAN_FILE + "]";
        List<MinuteCandle> candles = List.of(TestCandle.of("BTCUSDT", 1, "1", 10));
        try (MinuteFiles files = new MinuteFiles(watched, 2)) {
            files.write(candles);
            assertThat(calls).containsExactly("replace " + RAW_FILE, "replace " + CLEAN_FILE, settled);
            files.write(candles);
            assertThat(calls)
                    .as("an attempt before this one may have moved them")
                    .endsWith(settled, settled);
            files.write(List.of(), List.of(features("BTCUSDT", 7, 1.0, 1)));
            assertThat(calls).as("files that are not there").hasSize(5);
        }
    }

    @Test
    void secondsGoIntoTheFileOfTheirMinute() throws IOException, InterruptedException {
        MinuteCandle second = TestCandle.of("BTCUSDT", 1, "1", 10);
        Instant later = TestCandle.DAY.plusSeconds(61);

        write(second, MinuteCandle.of(column -> column.equals("timestamp") ? later : second.value(column), 10));

        assertThat(contents(folder)).containsOnlyKeys(CLEAN_FILE, RAW_FILE);
    }
}
