package io.candlestream.sink.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;

import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.minutes.MinuteCandle;
import io.candlestream.minutes.MinuteFiles;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink as the consumer's settings make it, and what it makes of a task's rows. */
class MinutesSinkTest {
    private static final String SECRET = "s3cret-hunter2";
    private static final long OPEN = 1_723_075_260_000L;
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private static ConsumerSettings settings(Map<String, String> more) {
        return settings(more, Map.of());
    }

    private static ConsumerSettings settings(Map<String, String> more, Map<String, String> properties) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "ASSET_SCHEMA_LOCATION", "../../schemas/assets.avsc",
                "CANDLESTREAM_CONSUMER_SINKS", "minutes",
                "CANDLESTREAM_CONSUMER_MINUTES_PLACE", "s3://bucket/candles",
                "CANDLESTREAM_S3_ENDPOINT", "http://127.0.0.1:9000",
                "AWS_ACCESS_KEY_ID", "AKIA7",
                "AWS_SECRET_ACCESS_KEY", SECRET));
        environment.putAll(more);
        Properties set = new Properties();
        properties.forEach((key, value) -> set.put(ConsumerSettings.ROOT + "." + key, value));
        return ConsumerSettings.of(
                ConsumerSettings.loader(MinutesSinkTest.class).load(environment, set));
    }

    @SuppressWarnings("unchecked") // whose definition is that of the candles
    private static RowLayout<KlineRow> klines() {
        return settings(Map.of()).streams().stream()
                .map(stream -> stream.type().layout())
                .filter(layout -> layout.definition().equals("assets"))
                .map(layout -> (RowLayout<KlineRow>) layout)
                .findFirst()
                .orElseThrow();
    }

    private static KlineRow row(long openTime, double close, boolean closed) {
        return new KlineRow(
                UUID.nameUUIDFromBytes(new byte[] {1}),
                "bitcoin",
                1,
                2,
                0.5,
                close,
                73687542.87,
                0,
                7,
                closed,
                openTime,
                openTime + 59_999,
                openTime + 60_100,
                openTime + 60_200,
                "BTCUSDT",
                "1m",
                OptionalLong.of(openTime + 60_050),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.1),
                "socket",
                ExactNumbers.NONE);
    }

    private static List<MinuteCandle> candles(List<KlineRow> rows) throws InterruptedException {
        try (SinkWriter<KlineRow> writer = new MinutesWriter<>(klines())) {
            writer.write(List.of(rows));
            return writer.result()
                    .map(ClosedCandles.class::cast)
                    .map(ClosedCandles::candles)
                    .orElse(List.of());
        }
    }

    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".crc"))
                    .toList()) {
                contents.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return contents;
    }

    @Test
    void isFoundByItsTypeAndTakesTheGapsToo() {
        assertThat(settings(Map.of()).sinks()).containsOnlyKeys("minutes");
        assertThat(settings(Map.of()).streams())
                .extracting(stream -> stream.sinks().toString())
                .containsExactly("[minutes]", "[minutes]");
    }

    /** A file of minutes says of no candle from which table it is. */
    @Test
    void klinesOfOneIntervalAndTwoTablesAreRefused() {
        Map<String, String> futures = Map.of(
                "streams.futures.type", "kline",
                "streams.futures.topic", "data.futures",
                "streams.futures.table", "futures");

        assertThatThrownBy(() -> settings(Map.of(), futures))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("klines.sinks")
                .hasMessageContaining("sink minutes has the rows of stream futures and cannot tell them apart");
        Map<String, String> hours = new HashMap<>(futures);
        hours.put("streams.futures.interval", "1h");
        assertThat(settings(Map.of(), hours).streams()).hasSize(3);
    }

    /** As in the lake: a rounded one would be a wrong one, and the next records wait for this one. */
    @Test
    void aNumberOfMoreDigitsThanTheFilesHoldIsNone() throws IOException, InterruptedException {
        List<MinuteCandle> candles = candles(List.of(row(OPEN, 1e-19, true)));

        assertThat(candles.get(0).values())
                .isEqualTo(candles(List.of(row(OPEN, 2e-19, true))).get(0).values())
                .isNotEqualTo(candles(List.of(row(OPEN, 1e-18, true))).get(0).values());
        MinutesSink sink = new MinutesSink("minutes", folder.toString(), 2, DEADLINE);
        try (MinuteFiles files = sink.files(new SparkConf(false))) {
            assertThat(files.write(candles)).isEqualTo(2);
        }
    }

    @Test
    void itsLoginIsInSparksConfigurationAndNowhereElse() throws IOException {
        ConsumerSettings settings = settings(Map.of());

        assertThat(MinutesSink.address("minutes", settings.spark()).values())
                .containsEntry("access-key", "AKIA7")
                .containsEntry("secret-key", SECRET)
                .containsEntry("endpoint", "http://127.0.0.1:9000");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings.sinks().get("minutes"));
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains("MinutesSink")
                .doesNotContain(SECRET)
                .doesNotContain("AKIA7");
        assertThat(Stream.of(settings.spark().getAll())
                        .filter(setting -> setting._2().equals(SECRET))
                        .map(setting -> setting._1()))
                .isNotEmpty()
                .allMatch(name -> name.matches(".*(" + Secrets.NAME + ").*"));
    }

    @Test
    void halfALoginAndNoPlaceAreRefused() {
        assertThatThrownBy(() -> settings(Map.of("AWS_SECRET_ACCESS_KEY", "")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
                .hasMessageContaining("both");
        assertThatThrownBy(() -> settings(Map.of("CANDLESTREAM_CONSUMER_MINUTES_PLACE", "")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CANDLESTREAM_CONSUMER_MINUTES_PLACE");
    }

    @Test
    void onlyClosedCandlesAreHandedOverAndSurviveTheJourney() throws Exception {
        List<MinuteCandle> candles = candles(List.of(row(OPEN, 1.5, true), row(OPEN + 60_000, 1.6, false)));

        assertThat(candles).hasSize(1);
        assertThat(candles.get(0).version()).isEqualTo(row(OPEN, 1.5, true).version());
        assertThat(candles.get(0).values())
                .contains("BTCUSDT", new BigDecimal("73687542.87"), true)
                .contains(Instant.ofEpochMilli(OPEN + 60_100), atIndex(MinuteCandle.COLUMNS.indexOf("collected_at")))
                .doesNotContain(Instant.ofEpochMilli(OPEN + 60_200)); // when it was consumed
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ClosedCandles(candles, List.of()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(new ClosedCandles(candles, List.of()));
        }
    }

    /** Hadoop's own file system for this machine is the same code above the disks as HDFS. */
    @Test
    void filesInHadoopAreThoseOfAFolder() throws Exception {
        Path local = Files.createDirectories(folder.resolve("local"));
        Path hadoop = folder.resolve("hadoop");
        List<MinuteCandle> first = candles(List.of(row(OPEN, 1.5, true), row(OPEN + 60_000, 1.6, true)));
        List<MinuteCandle> corrected = candles(List.of(row(OPEN, 1.75, true)));
        MinuteCandle newer =
                new MinuteCandle(corrected.get(0).values(), first.get(0).version() + 1);
        for (String place : List.of(local.toString(), hadoop.toUri().toString())) {
            MinutesSink sink = new MinutesSink("minutes", place, 2, DEADLINE);
            sink.validate(klines(), new SparkConf(false), DEADLINE);
            try (MinuteFiles files = sink.files(new SparkConf(false))) {
                MinutesSink.write(files, List.of(new ClosedCandles(first, List.of())), DEADLINE);
                MinutesSink.write(files, List.of(new ClosedCandles(List.of(newer), List.of())), DEADLINE);
                assertThat(files.write(first)).isZero();
            }
        }

        assertThat(contents(hadoop)).hasSize(4).containsExactlyEntriesOf(contents(local));
    }

    @Test
    void whatStaysInTheWayStopsWithItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        MinutesSink sink = new MinutesSink("minutes", file + "/below", 1, DEADLINE);

        assertThatThrownBy(() -> sink.validate(klines(), new SparkConf(false), DEADLINE))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("Cannot write to " + file + "/below within 1 s: ");
        assertThatThrownBy(() -> new MinutesSink("minutes", "gs://bucket", 1, DEADLINE)
                        .validate(klines(), new SparkConf(false), DEADLINE))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("a folder, s3://bucket/prefix or hdfs://namenode:8020/folder is needed");
    }

    @Test
    void rowsOfOtherStreamsAreRefused() {
        RowLayout<Row> trades =
                new RowLayout<>("trades", "trades", List.of(), List.of("symbol"), "trade_id", List.of());

        assertThatThrownBy(() -> new MinutesSink("minutes", folder.toString(), 1, DEADLINE)
                        .validate(trades, new SparkConf(false), DEADLINE))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("Cannot write rows of trades to sink minutes: it stores candles");
    }
}
