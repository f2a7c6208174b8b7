package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRevisions;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revisions of candles in a table that is a map: however the same candles are cut into batches, killed and replayed, they are the same. */
class RevisingWriterTest {
    private static final long MINUTE = 60_000;
    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final KlineRevisions KEPT =
            new KlineRevisions(Interval.MINUTE_1, "revisions", KlineRevisions.Kept.YES);
    private static final KlineStream KLINES =
            new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets", KEPT);
    private static final BoundSink SINK = new BoundSink(new MapSink("maps"), new LongAccumulator());

    private final long seed = Long.getLong("candlestream.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void clear() {
        MapSink.clear();
    }

    @Test
    void aCorrectionLeavesBothAndWhatSaysTheSameLeavesNone() throws InterruptedException {
        batch(List.of(candle(1, "socket", 3, 100, false), candle(1, "socket", 3, 101, true)));
        batch(List.of(candle(1, "archive", 90_000_000, 101, true)));
        assertThat(MapSink.REVISIONS).isEmpty();

        batch(List.of(candle(1, "archive", 180_000_000, 102, true)));
        assertThat(MapSink.REVISIONS).hasSize(1);
        assertThat(MapSink.REVISIONS.values().iterator().next())
                .contains("old_close=OptionalDouble[101.0]", "new_close=OptionalDouble[102.0]")
                .contains("old_source=archive", "new_source=archive")
                .contains("old_event_time=OptionalLong[" + (BEGIN + 2 * MINUTE - 1 + 90_000_000) + "]");

        batch(List.of(candle(1, "rest", 200_000_000, 103, true))); // older by its rank: it never stands there
        assertThat(MapSink.REVISIONS).hasSize(1);
    }

    @Test
    void nothingIsReadForWhatTheSocketClosesInTime() throws InterruptedException {
        batch(List.of(candle(1, "socket", 3, 100, false), candle(2, "socket", 3, 101, true)));
        assertThat(MapSink.reads).isZero();

        batch(List.of(candle(2, "socket", 60_000, 101, true)));
        assertThat(MapSink.reads).isEqualTo(1);
        List<KlineRow> day = new ArrayList<>();
        for (int minute = 0; minute < 1440; minute++) {
            day.add(candle(minute, "rest", 100_000, 101, true));
        }
        batch(day);
        assertThat(MapSink.reads).as("once a stretch").isEqualTo(2);
    }

    @Test
    void batchesKillsAndReplaysLeaveTheSame() throws InterruptedException {
        List<KlineRow> came = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String source = List.of("socket", "rest", "rest", "archive").get(random.nextInt(4));
            long late = source.equals("socket")
                    ? 20_000 * random.nextInt(2) + random.nextInt(3)
                    : 1_000_000L * (1 + random.nextInt(40));
            came.add(candle(random.nextInt(200), source, late, 100 + random.nextInt(3), random.nextInt(5) > 0));
        }
        for (KlineRow row : came) {
            batch(List.of(row));
        }
        Map<String, String> expected = new TreeMap<>(MapSink.REVISIONS);
        assertThat(expected).hasSizeGreaterThan(100);
        Map<String, Row> candles = new TreeMap<>(MapSink.ROWS);

        clear();
        for (int from = 0; from < came.size(); ) {
            int to = Math.min(came.size(), from + 1 + random.nextInt(400));
            if (random.nextInt(3) == 0) {
                MapSink.dies = true;
                int half = from + (to - from) / 2;
                int begin = from;
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> batch(came.subList(begin, half + 1)))
                        .hasMessage("killed");
                MapSink.dies = false;
            }
            batch(came.subList(from, to));
            from = to;
        }
        assertThat(MapSink.REVISIONS).as("-Dcandlestream.seed=%d", seed).isEqualTo(expected);
        assertThat(MapSink.ROWS).isEqualTo(candles);

        int again = random.nextInt(came.size());
        batch(came.subList(again, came.size()));
        for (KlineRow row : came) {
            batch(List.of(row));
        }
        assertThat(MapSink.REVISIONS)
                .as("replayed, -Dcandlestream.seed=%d", seed)
                .isEqualTo(expected);
    }

    private static void batch(List<KlineRow> rows) throws InterruptedException {
        StreamPipeline<KlineRow> pipeline = new StreamPipeline<>(
                "klines",
                "prices",
                KLINES,
                KLINES::decoder,
                List.of(SINK),
                Set.of("maps"),
                List.of(),
                Set.of("maps"),
                () -> {
                    throw new IllegalStateException();
                });
        try (SinkWriter<KlineRow> writer = pipeline.writer(SINK, Optional.empty())) {
            RowsForSinks<KlineRow> gathered = new RowsForSinks<>(Set.of("maps"), List.of(writer), row -> {});
            rows.forEach(gathered::add);
            writer.write(gathered.rows().drain());
            writer.finish(0, 0);
        }
    }

    private static KlineRow candle(int minute, String source, long late, double price, boolean closed) {
        long open = BEGIN + minute * MINUTE;
        return new KlineRow(
                new UUID(0, open),
                "bitcoin",
                price,
                price,
                price,
                price,
                1,
                price,
                1,
                closed,
                open,
                open + MINUTE - 1,
                open + MINUTE + late,
                0,
                "BTCUSDT",
                "1m",
                OptionalLong.of(open + MINUTE - 1 + late),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(0.5),
                OptionalDouble.of(price / 2),
                source,
                ExactNumbers.NONE);
    }
}
