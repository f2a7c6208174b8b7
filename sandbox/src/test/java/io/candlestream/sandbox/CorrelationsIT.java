package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.PlainCorrelations.Told;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The correlations that the consumer stores are those of the stored candles of both assets, by code of the test's own, whichever of them came
 * when; each asset is in a partition of the topic, and so in a task, of its own.
 */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class CorrelationsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final long SEED = 20_261_130;
    private static final String NAME = "paired";
    private static final String TABLE = "correlations_of_paired";
    private static final String PASSWORD = "only-for-the-tests-of-correlations";
    private static final Path POSTGRES =
            Path.of("target", "postgres", "CorrelationsIT").toAbsolutePath();
    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final int RETURNS = 20;
    private static final int CANDLES = 240;
    /** Of the assets, the place in which each has its partition. */
    private static final List<String> ASSETS = List.of("bitcoin", "ethereum", "solana");

    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "SOLUSDT");
    private static final int CORRECTED = 160;
    /** Solana rests from here on. */
    private static final int REST = 200;

    private static final List<List<String[]>> RECORDED =
            List.of(recorded("BTCUSDT"), recorded("ETHUSDT"), madeUp(recorded("ETHUSDT")));
    private static final long BEGIN = Long.parseLong(RECORDED.get(0).get(0)[0]);

    private final Map<String, NavigableMap<Long, Told>> told = new TreeMap<>();
    private final List<Sent> all = new ArrayList<>();

    /** A line of the archive as it is sent. */
    private record Sent(int asset, List<String> cells, String source, long late) {
        long open() {
            return Long.parseLong(cells.get(0));
        }

        Told told() {
            return new Told(Double.parseDouble(cells.get(4)), eventTime());
        }

        private long eventTime() {
            return open() + MINUTE - 1 + late;
        }

        ProducerRecord<byte[], byte[]> record(String topic) {
            Instant open = Instant.ofEpochMilli(open());
            String symbol = SYMBOLS.get(asset);
            AvroCandle candle = AvroCandle.at(open.toString())
                    .with(
                            "id",
                            CandleId.of("binance", symbol, Interval.MINUTE_1, open)
                                    .toString())
                    .with("asset_name", ASSETS.get(asset))
                    .with("symbol", symbol)
                    .with("source", source)
                    .with("open", cells.get(1))
                    .with("high", cells.get(2))
                    .with("low", cells.get(3))
                    .with("close", cells.get(4))
                    .with("volume", cells.get(5))
                    .with("quote_volume", cells.get(7))
                    .with("trades", cells.get(8))
                    .with("taker_buy_volume", cells.get(9))
                    .with("taker_buy_quote_volume", cells.get(10))
                    .with("event_time", Instant.ofEpochMilli(eventTime()).toString())
                    .with("collected_at", Instant.ofEpochMilli(eventTime() + 7).toString());
            byte[] key = ASSETS.get(asset).getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(topic, asset, key, candle.bytes());
        }
    }

    @Test
    void equalTheFormulasOverALateReferenceKillsGapsAndCorrectedCandles(Servers servers, @TempDir Path folder) {
        Folders.delete(POSTGRES);
        LakeFolder lake = new LakeFolder(folder.resolve("lake"));
        try (PostgresServer server = PostgresServer.start(POSTGRES);
                CandleTopic topic = new CandleTopic(servers, NAME, folder)) {
            topic.admin()
                    .createPartitions(Map.of(topic.topic(), NewPartitions.increaseTo(ASSETS.size())))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            new TableSetup(topic.session()).table("correlations", TABLE);
            PostgresSetup setup = new PostgresSetup(server.superuser());
            PostgresTables postgres = tables(setup);
            Pipeline pipeline = topic.pipeline()
                    .with(setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment())
                    .with(lake.environment())
                    .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra, postgres, topic, lake")
                    .with("CANDLESTREAM_CONSUMER_TOPIC_FORMAT", "json")
                    .with("CANDLESTREAM_CONSUMER_CORRELATIONS", "true")
                    .with("CANDLESTREAM_CONSUMER_CORRELATIONS_SINKS", "cassandra, postgres, topic, lake")
                    .with("CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW", String.valueOf(RETURNS))
                    .with("CANDLESTREAM_CONSUMER_CASSANDRA_CORRELATIONS_TABLE", TABLE)
                    // Batches that are smaller than the windows of three assets.
                    .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "50");
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                tell(topic, socket(1, 0, 60));
                tell(topic, socket(2, 0, 60));
                awaitEqual(topic, 2 * 60);
                tell(topic, socket(0, 0, 40));
                awaitEqual(topic, 2 * 60);
                assertThat(stored(topic).get("ethereum " + open(39)).isNull("beta"))
                        .isFalse();
                assertThat(stored(topic).get("ethereum " + open(40)).isNull("beta"))
                        .as("the reference is late")
                        .isTrue();
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            tell(topic, socket(1, 60, 120));
            tell(topic, socket(1, 123, CANDLES));
            tell(topic, socket(2, 60, CANDLES));
            tell(topic, socket(0, 40, 100));
            tell(topic, socket(0, 104, CANDLES));
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> stored(topic).size() > 200);
                consumer.kill();
            }
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                awaitEqual(topic, 2 * CANDLES - 3);
                tell(topic, rest(0, 100, 104));
                awaitEqual(topic, 2 * CANDLES - 3);
                tell(topic, rest(1, 120, 123));
                awaitEqual(topic, 2 * CANDLES);
                tell(topic, List.of(corrected()));
                awaitEqual(topic, 2 * CANDLES);
                Row resting = stored(topic).get("solana " + open(CANDLES - 1));
                assertThat(resting.isNull("correlation"))
                        .as("of a price that rests")
                        .isTrue();
                assertThat(resting.getDouble("beta")).isZero();

                Map<String, String> before = whole(topic);
                List<Sent> again = new ArrayList<>(all);
                Collections.shuffle(again, new Random(SEED));
                send(topic, again);
                for (int asset = 0; asset < ASSETS.size(); asset++) {
                    tell(topic, socket(asset, CANDLES, CANDLES + 1));
                }
                awaitEqual(topic, 2 * CANDLES + 2);
                Map<String, String> after = whole(topic);
                after.keySet().retainAll(before.keySet());
                assertThat(after).as("replayed, seed %d", SEED).isEqualTo(before);
                awaitTheSameEverywhere(topic, servers.brokers(), postgres, lake);
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            proveAndRecompute(topic, postgres, pipeline);
        }
    }

    private static PostgresTables tables(PostgresSetup setup) {
        setup.all(PASSWORD);
        PostgresTables postgres = new PostgresTables(setup.owner());
        postgres.execute("CREATE TABLE assets." + NAME + " (LIKE assets.assets INCLUDING ALL); CREATE TABLE assets."
                + TABLE + " (LIKE assets.correlations INCLUDING ALL) PARTITION BY RANGE (timestamp);"
                + " INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('" + TABLE + "', 'month', 90);"
                + " GRANT SELECT, INSERT, UPDATE ON assets." + NAME + ", assets." + TABLE + " TO "
                + PostgresSetup.WRITER);
        return postgres;
    }

    /** The commands: the proof finds a wrong value, and batch alone makes the same rows, write times and all. */
    private static void proveAndRecompute(CandleTopic topic, PostgresTables postgres, Pipeline pipeline) {
        String candles = (2 * CANDLES + 2) + " candles";
        Map<String, String> streamed = whole(topic);
        for (String sink : List.of("cassandra", "postgres")) {
            assertThat(verify(pipeline, sink, 0)).contains("equal: correlations of " + candles);
        }
        topic.session()
                .execute("UPDATE assets." + TABLE + " SET beta = 2 WHERE asset_name = 'ethereum' AND interval = '1m'"
                        + " AND timestamp = '" + Instant.ofEpochMilli(open(CORRECTED)) + "'");
        postgres.execute("DELETE FROM assets." + TABLE + " WHERE asset_name = 'solana'");
        assertThat(verify(pipeline, "cassandra", 1))
                .contains("ethereum  " + Instant.ofEpochMilli(open(CORRECTED)) + "  beta is 2.0, should be ");
        assertThat(verify(pipeline, "postgres", 1)).contains("has no correlation", "missing " + (CANDLES + 1));

        topic.session().execute("TRUNCATE assets." + TABLE);
        for (String sink : List.of("cassandra", "postgres")) {
            ToolRun made = ToolRun.tool(pipeline, "recompute", "--what", "correlations", "--sink", sink);
            assertThat(made.answer()).as(made.log()).contains("made: correlations of " + candles);
            assertThat(verify(pipeline, sink, 0)).contains("equal: correlations of " + candles);
        }
        assertThat(whole(topic)).as("by batch, with write times").isEqualTo(streamed);
    }

    private static String verify(Pipeline pipeline, String sink, int exitCode) {
        ToolRun run = ToolRun.tool(pipeline, "verify", "--what", "correlations", "--sink", sink);
        assertThat(run.exitCode()).as(run.answer() + run.log()).isEqualTo(exitCode);
        return run.answer();
    }

    /** PostgreSQL has the rows of Cassandra, and so has what cannot be read back, bit for bit. */
    private static void awaitTheSameEverywhere(
            CandleTopic topic, String brokers, PostgresTables postgres, LakeFolder lake) {
        Map<String, String> expected = new TreeMap<>();
        stored(topic)
                .forEach((key, row) -> expected.put(
                        key,
                        Objects.requireNonNull(row.getInstant("known_at")).toEpochMilli() + " "
                                + row.getString("symbol")
                                + " bitcoin " + shown(String.valueOf(row.getObject("correlation"))) + " "
                                + shown(String.valueOf(row.getObject("beta")))));
        await().atMost(DEADLINE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Map<String, String> rows = new TreeMap<>();
            postgres.lines("SELECT asset_name, timestamp, known_at, symbol, reference, correlation, beta FROM assets."
                            + TABLE)
                    .forEach(line -> {
                        String[] cells = line.split(" ", -1);
                        rows.put(
                                cells[0] + " " + cells[1],
                                cells[2] + " " + cells[3] + " " + cells[4] + " " + shown(cells[5]) + " "
                                        + shown(cells[6]));
                    });
            assertThat(rows).as("PostgreSQL").isEqualTo(expected);
            assertThat(newest(brokers)).as("topic").isEqualTo(expected);
        });
        await().atMost(DEADLINE).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            Map<String, String> rows = new TreeMap<>();
            lake.read(TABLE, row -> rows.put(row.get("asset_name") + " " + row.get("timestamp"), cells(row)));
            assertThat(rows).as("lake").isEqualTo(expected);
        });
    }

    /** Of each row of the topic the newest version, which need not be the last one. */
    private static Map<String, String> newest(String brokers) {
        Map<String, Long> versions = new TreeMap<>();
        Map<String, String> rows = new TreeMap<>();
        new RowTopic(brokers, "rows." + TABLE).rows(true, RowTopic::ofJson).forEach(row -> {
            String key = row.values().get("asset_name") + " " + row.values().get("timestamp");
            if (row.version() >= versions.getOrDefault(key, Long.MIN_VALUE)) {
                versions.put(key, row.version());
                rows.put(key, cells(row.values()));
            }
        });
        return rows;
    }

    private static String cells(Map<String, String> row) {
        return Stream.of("known_at", "symbol", "reference").map(row::get).collect(Collectors.joining(" ")) + " "
                + shown(row.getOrDefault("correlation", "")) + " " + shown(row.getOrDefault("beta", ""));
    }

    /** A number in one form, whatever the store writes it like. */
    private static String shown(String cell) {
        return cell.isEmpty() || cell.equals("null") ? "null" : String.valueOf(Double.parseDouble(cell));
    }

    private static List<String[]> recorded(String symbol) {
        return RecordedData.candles(RecordedData.folder("klines-spot-1m")).entrySet().stream()
                .filter(line -> line.getKey().startsWith(symbol + " 17617"))
                .map(Map.Entry::getValue)
                .sorted((one, other) -> Long.compare(Long.parseLong(one[0]), Long.parseLong(other[0])))
                .limit(CANDLES + 1)
                .toList();
    }

    /** Candles of the same minutes, whose price wanders a little and then rests. */
    private static List<String[]> madeUp(List<String[]> minutes) {
        return IntStream.range(0, minutes.size())
                .mapToObj(i -> {
                    BigDecimal price = BigDecimal.valueOf(18_000 + (i < REST ? i * i % 23 : 0), 2);
                    String each = price.toPlainString();
                    String worth = price.movePointRight(1).toPlainString();
                    String[] of = minutes.get(i);
                    return new String[] {of[0], each, each, each, each, "10", of[6], worth, "7", "10", worth, "0"};
                })
                .toList();
    }

    private static long open(int candle) {
        return BEGIN + candle * MINUTE;
    }

    private static List<Sent> socket(int asset, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i -> new Sent(asset, List.of(RECORDED.get(asset).get(i)), "socket", 5 + (i + 7L * asset) % 50))
                .toList();
    }

    private static List<Sent> rest(int asset, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Sent(asset, List.of(RECORDED.get(asset).get(i)), "rest", HOUR))
                .toList();
    }

    private static Sent corrected() {
        String[] cells = RECORDED.get(0).get(CORRECTED).clone();
        cells[4] = cells[2];
        return new Sent(0, List.of(cells), "rest", 2 * HOUR);
    }

    private void tell(CandleTopic topic, List<Sent> candles) {
        candles.forEach(candle -> told.computeIfAbsent(ASSETS.get(candle.asset()), asset -> new TreeMap<>())
                .put(candle.open(), candle.told()));
        all.addAll(candles);
        send(topic, candles);
    }

    private static void send(CandleTopic topic, List<Sent> candles) {
        topic.topics()
                .append(candles.stream()
                        .map(candle -> candle.record(topic.topic()))
                        .toList());
    }

    private void awaitEqual(CandleTopic topic, int rows) {
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<String, Row> stored = stored(topic);
            assertThat(stored).hasSize(rows);
            stored.forEach((key, row) -> {
                String asset = key.split(" ", -1)[0];
                long time = Long.parseLong(key.split(" ", -1)[1]);
                PlainCorrelations expected = new PlainCorrelations(told, asset, "bitcoin", RETURNS);
                assertThat(told.get(asset)).containsKey(time);
                assertThat(Objects.requireNonNull(row.getInstant("known_at")).toEpochMilli())
                        .as("known_at of %s", key)
                        .isEqualTo(expected.knownAt(time));
                assertThat(row.getString("reference")).isEqualTo("bitcoin");
                assertClose(row.getObject("correlation"), expected.correlation(time), "correlation of " + key);
                assertClose(row.getObject("beta"), expected.beta(time), "beta of " + key);
            });
        });
    }

    private static void assertClose(Object stored, double value, String where) {
        if (Double.isNaN(value)) {
            assertThat(stored).as(where).isNull();
        } else {
            assertThat((Double) stored).as(where).isCloseTo(value, within(1e-10 * Math.max(1, Math.abs(value))));
        }
    }

    /** By asset and open time. */
    private static Map<String, Row> stored(CandleTopic topic) {
        return rows(topic, "*");
    }

    /** All of each row, with the write times. */
    private static Map<String, String> whole(CandleTopic topic) {
        Map<String, String> rows = new TreeMap<>();
        rows(topic, "asset_name, timestamp, symbol, reference, known_at, correlation, beta, WRITETIME(known_at)")
                .forEach((key, row) -> rows.put(key, row.getFormattedContents()));
        return rows;
    }

    private static Map<String, Row> rows(CandleTopic topic, String columns) {
        Map<String, Row> rows = new TreeMap<>();
        for (Row row : topic.session().execute("SELECT " + columns + " FROM assets." + TABLE)) {
            Instant time = Objects.requireNonNull(row.getInstant("timestamp"));
            rows.put(row.getString("asset_name") + " " + time.toEpochMilli(), row);
        }
        return rows;
    }
}
