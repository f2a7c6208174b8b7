package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.schema.RecordSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The recorded trades on a topic of their own, in an order that is not theirs, and the tables of their metrics beside those of a {@link
 * CandleTopic}.
 */
final class RecordedTradeTopic {
    private static final Schema SCHEMA =
            RecordSchema.TRADES.load(ProjectFolder.find().root().resolve("schemas/trades.avsc"));
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String TRADES = "trades_of_measured";
    private static final String TABLE = "trade_metrics_of_measured";
    /** Of windows of three minutes, one of which begins each minute. */
    private static final String SLIDING = "sliding_metrics_of_measured";

    private static final String TOPIC = "data." + TRADES;
    private static final int DISORDER = 45_000;

    private final CandleTopic candles;
    private final PostgresTables postgres;
    private final Random random;
    private final List<TradeMetricCells.Trade> all;
    /** The recorded ones in the order in which they come. */
    private final List<TradeMetricCells.Trade> coming;

    RecordedTradeTopic(CandleTopic candles, PostgresTables postgres, Random random) {
        this.candles = candles;
        this.postgres = postgres;
        this.random = random;
        this.all = new ArrayList<>(TradeMetricCells.Trade.recorded(RecordedData.folder("trades")));
        this.coming = disordered();
        new TableSetup(candles.session()).table("trades", TRADES);
        new TableSetup(candles.session()).table("trade_metrics", TABLE);
        new TableSetup(candles.session()).table("trade_metrics", SLIDING);
        make("trades", TRADES, "hour", "day");
        make("trade_metrics", TABLE, "timestamp", "month");
        candles.topics().create(TOPIC, 1);
    }

    private void make(String like, String table, String column, String period) {
        postgres.execute("CREATE TABLE assets." + table + " (LIKE assets." + like
                + " INCLUDING ALL) PARTITION BY RANGE (" + column + ");"
                + " INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('" + table + "', '" + period
                + "', 90); GRANT SELECT, INSERT, UPDATE ON assets." + table + " TO " + PostgresSetup.WRITER);
    }

    /** {@code pipeline}, with metrics of these trades, in batches of a few thousand. */
    Pipeline fed(Pipeline pipeline, Path folder) {
        Path settings = folder.resolve("trades.conf");
        try {
            Files.writeString(settings, """
                candlestream.consumer {
                  streams.trades.sinks = [cassandra, postgres]
                  derived.trade_metrics.query = tape
                  derived.sliding {
                    type = trade_metrics, of = trades, window = 3m/1m, lateness = 2 minutes, query = tape
                    table = %s, sinks = [cassandra]
                  }
                  queries.tape { trigger = 100 ms, max-offsets-per-trigger = 3000 }
                  queries.trades.max-offsets-per-trigger = 100000
                }
                """.formatted(SLIDING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pipeline.with("CANDLESTREAM_CONFIG", settings.toString())
                .with("CANDLESTREAM_CONSUMER_TRADES", "true")
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", TOPIC)
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", TRADES)
                .with("CANDLESTREAM_CONSUMER_TRADE_METRICS", "true")
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADE_METRICS_TABLE", TABLE);
    }

    /** Each later by up to {@link #DISORDER}, as the window's lateness allows, and every third one twice. */
    private List<TradeMetricCells.Trade> disordered() {
        Map<TradeMetricCells.Trade, Long> at = new HashMap<>();
        all.forEach(trade -> at.put(trade, trade.time() + random.nextInt(DISORDER)));
        List<TradeMetricCells.Trade> some = new ArrayList<>(all);
        IntStream.range(0, all.size())
                .filter(i -> i % 3 == 0)
                .mapToObj(all::get)
                .forEach(some::add);
        some.sort(Comparator.comparing(at::get));
        return some;
    }

    void publishFirstHalf() {
        publish(coming.subList(0, coming.size() / 2));
    }

    void publishSecondHalf() {
        publish(coming.subList(coming.size() / 2, coming.size()));
    }

    /** All once more in any order, and one more trade of each symbol, by which to know that all before were read. */
    void publishAgain() {
        List<TradeMetricCells.Trade> again = new ArrayList<>(all);
        Collections.shuffle(again, random);
        publish(again);
        TradeMetricCells.newest(all).forEach(last -> tell(last.later(1, 120_000)));
    }

    private TradeMetricCells.Trade tell(TradeMetricCells.Trade trade) {
        publish(List.of(trade));
        all.add(trade);
        return trade;
    }

    /** One that is older than all; returns the moment at which its window begins. */
    Instant tellLate(Queue<String> lines) {
        TradeMetricCells.Trade first = all.stream()
                .filter(trade -> trade.symbol().equals("BTCUSDT"))
                .min(Comparator.comparingLong(TradeMetricCells.Trade::id))
                .orElseThrow();
        TradeMetricCells.Trade late = tell(first.later(-1, -100));
        Instant window = Instant.ofEpochMilli(late.minute());
        String named =
                "trade_metrics: 1 updates came when their windows were closed or known in part: BTCUSDT " + window;
        await().atMost(DEADLINE).until(() -> lines.stream().anyMatch(line -> line.contains(named)));
        await().atMost(DEADLINE)
                .until(() -> postgres.number("SELECT count(*) FROM assets." + TRADES) == all.size()
                        && candles.session()
                                        .execute("SELECT trade_id FROM assets." + TRADES)
                                        .all()
                                        .size()
                                == all.size());
        return window;
    }

    private void publish(List<TradeMetricCells.Trade> trades) {
        candles.topics()
                .append(trades.stream()
                        .map(trade -> new ProducerRecord<>(
                                TOPIC, 0, trade.symbol().getBytes(StandardCharsets.UTF_8), bytes(trade)))
                        .toList());
    }

    private static byte[] bytes(TradeMetricCells.Trade trade) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        trade.fields().forEach(record::put);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Both tables hold what all of them make. */
    void awaitEqual() {
        Map<String, String> expected = TradeMetricCells.of(all);
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            assertThat(stored()).isEqualTo(expected);
            assertThat(storedInPostgres()).isEqualTo(expected);
            assertThat(sliding()).isEqualTo(TradeMetricCells.of(all, "3m/1m", 3));
        });
    }

    Map<String, String> stored() {
        return rows(TABLE, String.join(", ", TradeMetricCells.COLUMNS));
    }

    private Map<String, String> sliding() {
        return rows(SLIDING, String.join(", ", TradeMetricCells.COLUMNS));
    }

    /** All of each row, with the write time. */
    Map<String, String> whole() {
        return whole(TABLE);
    }

    private Map<String, String> whole(String table) {
        return rows(table, String.join(", ", TradeMetricCells.COLUMNS) + ", WRITETIME(trades), WRITETIME(vwap)");
    }

    private Map<String, String> rows(String table, String columns) {
        Map<String, String> rows = new TreeMap<>();
        for (Row row :
                candles.session().execute("SELECT symbol, interval, timestamp, " + columns + " FROM assets." + table)) {
            rows.put(
                    row.getString(0) + " " + row.getString(1) + " "
                            + Objects.requireNonNull(row.getInstant(2)).toEpochMilli(),
                    IntStream.range(3, row.size())
                            .mapToObj(i -> TradeMetricCells.text(row.getObject(i)))
                            .collect(Collectors.joining(" ")));
        }
        return rows;
    }

    private Map<String, String> storedInPostgres() {
        Map<String, String> rows = new TreeMap<>();
        postgres.lines("SELECT symbol, interval, timestamp, " + String.join(", ", TradeMetricCells.COLUMNS)
                        + " FROM assets." + TABLE)
                .forEach(line -> {
                    String[] cells = line.split(" ", 4);
                    rows.put(String.join(" ", cells[0], cells[1], cells[2]), cells[3]);
                });
        return rows;
    }

    /** The commands: what came late is taken in, the proof finds a wrong value, and batch alone makes the same rows. */
    void proveAndRecompute(Pipeline pipeline, Instant late) {
        String from = late.toString();
        String to = late.plusMillis(1).toString();
        ToolRun before = verify(pipeline, 1);
        assertThat(before.answer()).contains("NOT equal", "BTCUSDT  " + late + "  avg_price is ");
        ToolRun made = ToolRun.tool(pipeline, "recompute", "--what", "trade_metrics", "--from", from, "--to", to);
        assertThat(made.answer()).as(made.log()).contains("made: metrics of 2 windows in assets." + TABLE);
        made = ToolRun.tool(
                pipeline, "recompute", "--what", "trade_metrics", "--from", from, "--to", to, "--sink", "postgres");
        assertThat(made.answer()).as(made.log()).contains("made: metrics of 2 windows");
        Pipeline overlapping = pipeline.with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADE_METRICS_TABLE", SLIDING)
                .with("CANDLESTREAM_CONSUMER_TRADE_METRICS_WINDOW", "3m/1m");
        from = late.minusSeconds(120).toString();
        made = ToolRun.tool(overlapping, "recompute", "--what", "trade_metrics", "--from", from, "--to", to);
        assertThat(made.answer()).as(made.log()).contains("made: metrics of 6 windows in assets." + SLIDING);
        awaitEqual();
        overlappingAreProved(overlapping);
        storeEtherCandles();
        assertThat(verify(pipeline, 0).answer())
                .contains("equal: metrics of trades of 26 windows  missing 0  differing 0  with a candle 10");
        assertThat(verify(pipeline, 0, "--sink", "postgres").answer())
                .contains("equal: metrics of trades of 26 windows  missing 0  differing 0  with a candle 0");

        Map<String, String> streamed = whole();
        candles.session().execute("TRUNCATE assets." + TABLE);
        assertThat(verify(pipeline, 1).answer()).contains("has no metrics", "missing 26");
        made = ToolRun.tool(pipeline, "recompute", "--what", "trade_metrics");
        assertThat(made.answer()).as(made.log()).contains("made: metrics of 26 windows");
        assertThat(whole()).as("by batch, with write times").isEqualTo(streamed);
        candles.session()
                .execute("UPDATE assets." + TABLE + " SET vwap = 1 WHERE symbol = 'ETHUSDT' AND interval = '1m'"
                        + " AND timestamp = '" + late + "'");
        assertThat(verify(pipeline, 1, "--symbols", "ETHUSDT").answer())
                .contains("ETHUSDT  " + late + "  vwap is 1.0, should be ", "metrics of trades of 13 windows");
    }

    private void overlappingAreProved(Pipeline overlapping) {
        assertThat(verify(overlapping, 0).answer())
                .contains("equal: metrics of trades of 32 windows  missing 0  differing 0  with a candle 0");
        Map<String, String> streamed = whole(SLIDING);
        candles.session().execute("TRUNCATE assets." + SLIDING);
        ToolRun made = ToolRun.tool(overlapping, "recompute", "--what", "trade_metrics");
        assertThat(made.answer()).as(made.log()).contains("made: metrics of 32 windows");
        assertThat(whole(SLIDING)).as("by batch, with write times").isEqualTo(streamed);
    }

    private static ToolRun verify(Pipeline pipeline, int exitCode, String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--what", "trade_metrics"));
        arguments.addAll(List.of(more));
        ToolRun run = ToolRun.tool(pipeline, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.answer() + run.log()).isEqualTo(exitCode);
        return run;
    }

    /** The ten whole candles of ether, as they were derived from the recorded trades by others. */
    private void storeEtherCandles() {
        RecordedData.candles(RecordedData.folder("trades")).forEach((candle, cells) -> {
            if (candle.startsWith("ETHUSDT")) {
                candles.session()
                        .execute("INSERT INTO assets." + candles.table()
                                + " (asset_name, symbol, interval, is_closed, timestamp, open, high, low, close,"
                                + " volume, quote_volume, trades, taker_buy_volume, taker_buy_quote_volume) VALUES"
                                + " ('ethereum', 'ETHUSDT', '1m', true, "
                                + String.join(", ", List.of(cells).subList(0, 6)) + ", "
                                + String.join(", ", List.of(cells).subList(7, 11)) + ")");
            }
        });
    }
}
