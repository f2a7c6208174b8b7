package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.trade.TradeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revisions of trades and of aggregate trades in a table that is a map, as {@link RevisingWriterTest} has those of candles. */
class RevisingTradesTest {
    /** A minute before the end of an hour. */
    private static final Instant BEGIN = Instant.parse("2024-08-08T22:59:00Z");

    private static final BoundSink SINK = new BoundSink(new MapSink("maps"), new LongAccumulator());

    private final long seed = Long.getLong("candlestream.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void clear() {
        MapSink.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "agg_trades"})
    void aCorrectionLeavesBothAndWhatSaysTheSameLeavesNone(String table) throws InterruptedException {
        List<TradeRecord> came = List.of(
                trade(table, 1, "socket", 1, "100.10"),
                trade(table, 1, "rest", 90_000, "100.1"),
                trade(table, 1, "archive", 9_000_000, "100.20"));
        batch(table, came.subList(0, 1));
        batch(table, came.subList(1, 2));
        assertThat(MapSink.REVISIONS).isEmpty();

        batch(table, came.subList(2, 3));
        assertThat(MapSink.REVISIONS).hasSize(1);
        assertThat(MapSink.REVISIONS.values().iterator().next())
                .contains("symbol=BTCUSDT", "old_price=100.1,", "new_price=100.2,", "old_quantity=0.02,")
                .contains("old_source=rest", "new_source=archive")
                .contains("old_event_time=OptionalLong[" + (BEGIN.toEpochMilli() + 1000 + 90_000) + "]")
                .contains(
                        table.equals("trades")
                                ? "old_quote_quantity=2.002, old_trade_time"
                                : "new_first_trade_id=4, new_last_trade_id=5, new_trade_time");

        batch(table, came);
        batch(table, List.of(trade(table, 1, "socket", 1, "99"))); // older by its rank: it never stands there
        assertThat(MapSink.REVISIONS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "agg_trades"})
    void eachValueThatACertificateHashesCounts(String table) throws InterruptedException {
        Map<String, String> others = new TreeMap<>(
                Map.of("price", "7", "quantity", "8", "is_buyer_maker", "false", "trade_time", BEGIN.toString()));
        if (table.equals("agg_trades")) {
            others.putAll(Map.of("first_trade_id", "3", "last_trade_id", "6"));
        }
        for (Map.Entry<String, String> other : others.entrySet()) {
            MapSink.clear();
            batch(table, List.of(trade(table, 0, "socket", 1, "100")));
            batch(table, List.of(trade(table, 0, "rest", 5, "100").with(other.getKey(), other.getValue())));
            int changed = other.getKey().equals("trade_time") ? 0 : 1; // it is the same one
            assertThat(MapSink.REVISIONS).as(other.getKey()).hasSize(changed);
        }
        batch(
                table,
                List.of(trade(table, 0, "archive", 5, "100")
                        .with("trade_time", BEGIN.plusMillis(1).toString())));
        assertThat(MapSink.REVISIONS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "agg_trades"})
    void nothingIsReadForWhatTheSocketSaysInTime(String table) throws InterruptedException {
        batch(table, List.of(trade(table, 1, "socket", 1, "100"), trade(table, 2, "socket", 900, "101")));
        assertThat(MapSink.reads).isZero();

        batch(table, List.of(trade(table, 2, "socket", 60_000, "101")));
        assertThat(MapSink.reads).isEqualTo(1);
        List<TradeRecord> some = new ArrayList<>();
        for (int id = 0; id < 3000; id++) {
            some.add(trade(table, id, "rest", 100_000, "101"));
        }
        batch(table, some);
        assertThat(MapSink.reads).as("once an hour").isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "agg_trades"})
    void batchesKillsAndReplaysLeaveTheSame(String table) throws InterruptedException {
        List<TradeRecord> came = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String source =
                    List.of("socket", "socket", "rest", "rest", "archive").get(random.nextInt(5));
            long late = source.equals("socket") ? 20_000 * random.nextInt(2) + random.nextInt(3) : random.nextInt(3);
            came.add(trade(table, random.nextInt(300), source, late, String.valueOf(100 + random.nextInt(3))));
        }
        for (TradeRecord one : came) {
            batch(table, List.of(one));
        }
        Map<String, String> expected = new TreeMap<>(MapSink.REVISIONS);
        assertThat(expected).hasSizeGreaterThan(100);
        Map<String, Row> rows = new TreeMap<>(MapSink.ROWS);

        MapSink.clear();
        for (int from = 0; from < came.size(); ) {
            int to = Math.min(came.size(), from + 1 + random.nextInt(400));
            if (random.nextInt(3) == 0) {
                MapSink.dies = true;
                int half = from + (to - from) / 2;
                int begin = from;
                assertThatThrownBy(() -> batch(table, came.subList(begin, half + 1)))
                        .hasMessage("killed");
                MapSink.dies = false;
            }
            batch(table, came.subList(from, to));
            from = to;
        }
        assertThat(MapSink.REVISIONS).as("-Dcandlestream.seed=%d", seed).isEqualTo(expected);
        assertThat(MapSink.ROWS).isEqualTo(rows);

        int again = random.nextInt(came.size());
        batch(table, came.subList(again, came.size()));
        for (TradeRecord one : came) {
            batch(table, List.of(one));
        }
        assertThat(MapSink.REVISIONS)
                .as("replayed, -Dcandlestream.seed=%d", seed)
                .isEqualTo(expected);
    }

    private static void batch(String table, List<TradeRecord> records) throws InterruptedException {
        batch(TradeRecord.kept(table), records);
    }

    private static <R extends Row> void batch(StreamType<R> type, List<TradeRecord> records)
            throws InterruptedException {
        StreamPipeline<R> pipeline = new StreamPipeline<>(
                "trades",
                "trades",
                type,
                type::decoder,
                List.of(SINK),
                Set.of("maps"),
                List.of(),
                Set.of("maps"),
                () -> {
                    throw new IllegalStateException();
                });
        try (SinkWriter<R> writer = pipeline.writer(SINK, Optional.empty())) {
            RowsForSinks<R> gathered = new RowsForSinks<>(Set.of("maps"), List.of(writer), row -> {});
            for (TradeRecord one : records) {
                gathered.add(((Decoded.Accepted<R>) type.decoder().decode(one.bytes(), 0)).row());
            }
            writer.write(gathered.rows().drain());
            writer.finish(0, 0);
        }
    }

    /** One a second. */
    private static TradeRecord trade(String table, int id, String source, long late, String price) {
        Instant made = BEGIN.plusSeconds(id);
        boolean trades = table.equals("trades");
        TradeRecord record = (trades ? TradeRecord.good() : TradeRecord.goodAggregate())
                .with(trades ? "trade_id" : "agg_trade_id", String.valueOf(id))
                .with("price", price)
                .with("trade_time", made.toString())
                .with("event_time", made.plusMillis(late).toString())
                .with("source", source);
        return trades ? record : record.with("first_trade_id", "4").with("last_trade_id", "5");
    }
}
