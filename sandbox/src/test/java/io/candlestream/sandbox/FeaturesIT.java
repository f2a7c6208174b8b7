package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.CandleFeatures.Told;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.io.IOException;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The features that the consumer stores are those of the stored candles, by code of the test's own, whatever came when. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class FeaturesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final long SEED = 20_261_128;
    private static final String NAME = "featured";
    private static final String TABLE = "features_of_featured";
    private static final String METRICS = "metrics_of_featured";
    private static final long MINUTE = 60_000;
    /** Of these recorded candles, by their place. */
    private static final int CANDLES = 620;

    private static final int FIRST = 20;
    private static final int HOLE = 310;
    private static final int HOLE_END = 315;
    private static final int LATE = 400;
    private static final int CORRECTED = 330;
    private static final long HOUR = 3_600_000;
    /** From which on the recorded candles are. */
    private static final String DAY = "2025-10-29T00:00:00Z";

    /** By which to know that all before it was read. */
    private static final String LAST = "2024-08-08T20:00:00Z";

    @Test
    void equalTheFormulasOverRestartGapLateAndCorrectedCandles(Servers servers, @TempDir Path folder)
            throws IOException {
        List<String[]> recorded = recorded();
        try (CandleTopic topic = new CandleTopic(servers, NAME, folder)) {
            new TableSetup(topic.session()).table("features", TABLE);
            new TableSetup(topic.session()).table("metrics", METRICS);
            FeatureSinks sinks = new FeatureSinks(
                    topic,
                    servers.brokers(),
                    new LakeFolder(folder.resolve("lake")),
                    folder.resolve("minutes"),
                    TABLE,
                    METRICS,
                    CANDLES,
                    DAY,
                    open(recorded, CORRECTED));
            Pipeline pipeline = sinks.with(topic.pipeline())
                    // Batches that are smaller than the windows.
                    .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "70");
            NavigableMap<Long, Told> told = new TreeMap<>(theTenOfTheTopic());
            List<AvroCandle> all = new ArrayList<>();
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                tell(topic, told, all, socket(recorded, 0, FIRST));
                awaitEqual(topic, told);
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            tell(topic, told, all, socket(recorded, FIRST, HOLE));
            tell(topic, told, all, socket(recorded, HOLE_END, LATE));
            tell(topic, told, all, socket(recorded, LATE + 1, CANDLES));
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> stored(topic).size() > 100);
                consumer.kill();
            }
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                awaitEqual(topic, told);
                assertThat(stored(topic).get(open(recorded, HOLE_END)).isNull("log_return"))
                        .as("behind the gap")
                        .isTrue();

                tell(topic, told, all, healed(recorded, HOLE, HOLE_END));
                awaitEqual(topic, told);
                tell(topic, told, all, socket(recorded, LATE, LATE + 1));
                awaitEqual(topic, told);
                String[] other = recorded.get(CORRECTED).clone();
                other[4] = other[2];
                other[5] = "0";
                other[7] = "0";
                other[9] = "0";
                tell(topic, told, all, List.of(new Sent(List.of(other), "rest", HOUR)));
                awaitEqual(topic, told);
                Map<Long, String> before = whole(topic);
                assertThat(stored(topic).get(open(recorded, CORRECTED + 1)).isNull("volume_change_pct"))
                        .as("behind a candle without volume")
                        .isTrue();

                Collections.shuffle(all, new Random(SEED));
                topic.append(all);
                topic.append(List.of(AvroCandle.at(LAST)));
                told.put(
                        Instant.parse(LAST).toEpochMilli(),
                        standard(Instant.parse(LAST).toEpochMilli()));
                await().atMost(DEADLINE).until(() -> whole(topic).size() == before.size() + 1);
                Map<Long, String> after = whole(topic);
                after.keySet().retainAll(before.keySet());
                assertThat(after).as("replayed, seed %d", SEED).isEqualTo(before);
                sinks.awaitTheSame();
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            sinks.aRepeatedBatchIsInTheLakeOnce(pipeline);
            sinks.theExportHasTheSameMinutes(pipeline, folder.resolve("exported"));
            ToolRun proof = ToolRun.tool(pipeline, "verify", "--what", "features");
            assertThat(proof.exitCode()).as(proof.answer() + proof.log()).isZero();
            assertThat(proof.answer()).contains("equal: features of " + (CANDLES + 11) + " candles");
            topic.session()
                    .execute("UPDATE assets." + TABLE + " SET ma_5 = 1 WHERE asset_name = 'bitcoin' AND interval = '1m'"
                            + " AND timestamp = '" + Instant.ofEpochMilli(open(recorded, CORRECTED)) + "'");
            ToolRun found = ToolRun.tool(pipeline, "verify", "--what", "features");
            assertThat(found.exitCode()).isEqualTo(1);
            assertThat(found.answer())
                    .contains(Instant.ofEpochMilli(open(recorded, CORRECTED)) + "  ma_5 is 1.0, should be ");

            Map<Long, String> streamed = whole(topic);
            topic.session().execute("TRUNCATE assets." + TABLE);
            ToolRun made = ToolRun.tool(pipeline, "recompute", "--what", "features");
            assertThat(made.answer()).as(made.log()).contains("made: features of " + (CANDLES + 11) + " candles");
            streamed.keySet().remove(open(recorded, CORRECTED));
            Map<Long, String> recomputed = whole(topic);
            recomputed.keySet().remove(open(recorded, CORRECTED));
            assertThat(recomputed).as("by batch").isEqualTo(streamed);
            awaitEqual(topic, told);
        }
    }

    /**
     * A line of the archive as it is sent.
     *
     * @param late after its close, milliseconds
     */
    private record Sent(List<String> cells, String source, long late) {
        Told told() {
            return new Told(number(1), number(2), number(3), number(4), number(5), number(7), number(9), eventTime());
        }

        long open() {
            return Long.parseLong(cells.get(0));
        }

        private double number(int cell) {
            return Double.parseDouble(cells.get(cell));
        }

        private long eventTime() {
            return Long.parseLong(cells.get(6)) + late;
        }

        AvroCandle record() {
            return AvroCandle.at(Instant.ofEpochMilli(open()).toString())
                    .with("source", source)
                    .with("open", cells.get(1))
                    .with("high", cells.get(2))
                    .with("low", cells.get(3))
                    .with("close", cells.get(4))
                    .with("volume", cells.get(5))
                    .with("quote_volume", cells.get(7))
                    .with("trades", cells.get(5).equals("0") ? "0" : cells.get(8))
                    .with("taker_buy_volume", cells.get(9))
                    .with("taker_buy_quote_volume", cells.get(5).equals("0") ? "0" : cells.get(10))
                    .with("event_time", Instant.ofEpochMilli(eventTime()).toString())
                    .with("collected_at", Instant.ofEpochMilli(eventTime() + 7).toString());
        }
    }

    private static List<String[]> recorded() {
        return RecordedData.candles(RecordedData.folder("klines-spot-1m")).entrySet().stream()
                .filter(line -> line.getKey().startsWith("BTCUSDT 17617"))
                .map(Map.Entry::getValue)
                .sorted((one, other) -> Long.compare(open(one), open(other)))
                .limit(CANDLES)
                .toList();
    }

    /** The candles that every {@link CandleTopic} begins with. */
    private static Map<Long, Told> theTenOfTheTopic() {
        return IntStream.range(0, 10)
                .mapToObj(i -> Instant.parse(CandleTopic.at(i)).toEpochMilli())
                .collect(Collectors.toMap(open -> open, FeaturesIT::standard));
    }

    /** What {@link AvroCandle} says of a candle. */
    private static Told standard(long open) {
        return new Told(61828.0, 61860.8, 61780.0, 61782.25, 15.07702, 932148.0644641, 6.63029, open + MINUTE - 1 + 3);
    }

    private static long open(String[] cells) {
        return Long.parseLong(cells[0]);
    }

    private static long open(List<String[]> recorded, int candle) {
        return open(recorded.get(candle));
    }

    private static List<Sent> socket(List<String[]> recorded, int from, int to) {
        return recorded.subList(from, to).stream()
                .map(cells -> new Sent(List.of(cells), "socket", 5 + open(cells) / MINUTE % 50))
                .toList();
    }

    private static List<Sent> healed(List<String[]> recorded, int from, int to) {
        return recorded.subList(from, to).stream()
                .map(cells -> new Sent(List.of(cells), "rest", HOUR))
                .toList();
    }

    private static void tell(
            CandleTopic topic, NavigableMap<Long, Told> told, List<AvroCandle> all, List<Sent> candles) {
        candles.forEach(candle -> told.put(candle.open(), candle.told()));
        List<AvroCandle> records = candles.stream().map(Sent::record).toList();
        all.addAll(records);
        topic.append(records);
    }

    private static void awaitEqual(CandleTopic topic, NavigableMap<Long, Told> told) {
        CandleFeatures expected = new CandleFeatures(told);
        await().atMost(DEADLINE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Map<Long, Row> rows = stored(topic);
            assertThat(rows.keySet()).isEqualTo(told.keySet());
            rows.forEach((time, row) -> {
                assertThat(Objects.requireNonNull(row.getInstant("known_at")).toEpochMilli())
                        .as("known_at of %s", Instant.ofEpochMilli(time))
                        .isEqualTo(expected.knownAt(time));
                Map<String, Double> values = expected.at(time);
                assertThat(values).hasSize(24);
                values.forEach((name, value) -> assertClose(row, name, value));
            });
        });
    }

    private static void assertClose(Row row, String name, double value) {
        Object stored = row.getObject(name);
        String where = name + " of " + row.getInstant("timestamp");
        if (Double.isNaN(value)) {
            assertThat(stored).as(where).isNull();
        } else {
            // Both begin with prices of 100,000 and more, of which a difference keeps the last bits.
            assertThat((Double) stored).as(where).isCloseTo(value, within(1e-12 * Math.abs(value) + 2e-9));
        }
    }

    private static Map<Long, Row> stored(CandleTopic topic) {
        Map<Long, Row> rows = new TreeMap<>();
        topic.session()
                .execute("SELECT * FROM assets." + TABLE)
                .forEach(row -> rows.put(
                        Objects.requireNonNull(row.getInstant("timestamp")).toEpochMilli(), row));
        return rows;
    }

    /** All of each row, with the write time. */
    private static Map<Long, String> whole(CandleTopic topic) {
        Map<Long, String> rows = new TreeMap<>();
        topic.session()
                .execute("SELECT timestamp, WRITETIME(known_at) AS written FROM assets." + TABLE)
                .forEach(row -> rows.put(
                        Objects.requireNonNull(row.getInstant("timestamp")).toEpochMilli(),
                        String.valueOf(row.getLong("written"))));
        stored(topic).forEach((time, row) -> rows.merge(time, row.getFormattedContents(), (a, b) -> a + b));
        return rows;
    }
}
