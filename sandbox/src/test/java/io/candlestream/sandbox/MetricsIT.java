package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.CandleMetrics.Told;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.Topics;
import java.math.BigDecimal;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The metrics that the consumer stores are those of all updates, by code of the test's own, whatever came when and however often. */
@Order(3)
@ExtendWith(SharedServers.class)
class MetricsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long SEED = 20_261_129;
    private static final String TABLE = "metrics_of_measured";
    private static final String PASSWORD = "only-for-the-tests-of-metrics";
    private static final Path POSTGRES =
            Path.of("target", "postgres", "MetricsIT").toAbsolutePath();
    private static final long MINUTE = 60_000;
    private static final int UPDATES = 40;
    private static final long DISORDER = 45_000;
    private static final Instant BEGIN = Instant.parse("2024-08-08T01:00:00Z");
    private static final List<String> CELLS = List.of(
            "known_at",
            "avg_price",
            "min_price",
            "max_price",
            "current_price",
            "volatility",
            "total_usdt_volume",
            "avg_sentiment",
            "current_sentiment",
            "ticks");

    private final Random random = new Random(SEED);

    @Test
    void equalTheFormulasOverKillDisorderRepetitionAndLateUpdates(Servers servers, @TempDir Path folder) {
        Folders.delete(POSTGRES);
        try (PostgresServer server = PostgresServer.start(POSTGRES);
                CandleTopic topic = new CandleTopic(servers, "measured", folder)) {
            new TableSetup(topic.session()).table("metrics", TABLE);
            PostgresSetup setup = new PostgresSetup(server.superuser());
            setup.all(PASSWORD);
            PostgresTables postgres = new PostgresTables(setup.owner());
            postgres.execute("CREATE TABLE assets.measured (LIKE assets.assets INCLUDING ALL);"
                    + " CREATE TABLE assets." + TABLE
                    + " (LIKE assets.metrics INCLUDING ALL) PARTITION BY RANGE (timestamp);"
                    + " INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('" + TABLE
                    + "', 'month', 90);"
                    + " GRANT SELECT, INSERT, UPDATE ON assets.measured, assets." + TABLE + " TO "
                    + PostgresSetup.WRITER);
            RecordedTradeTopic trades = new RecordedTradeTopic(topic, postgres, random);
            Pipeline pipeline = trades.fed(topic.pipeline(), folder)
                    .with(setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment())
                    .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra, postgres")
                    .with("CANDLESTREAM_CONSUMER_METRICS", "true")
                    .with("CANDLESTREAM_CONSUMER_METRICS_TRIGGER", "100 ms")
                    .with("CANDLESTREAM_CONSUMER_CASSANDRA_METRICS_TABLE", TABLE)
                    // Batches that are smaller than the windows of the disorder.
                    .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "50");
            List<Told> told = new ArrayList<>(theTenOfTheTopic());
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                tell(topic, told, minutes(0, 4));
                awaitEqual(topic, told);
                trades.publishFirstHalf();
                await().atMost(DEADLINE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> trades.stored().size() >= 8);
                tell(topic, told, disordered(minutes(4, 10)));
                await().atMost(DEADLINE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> stored(topic).size() >= 16);
                consumer.kill();
            }
            tell(topic, told, disordered(minutes(10, 14)));
            trades.publishSecondHalf();
            Queue<String> lines = new ConcurrentLinkedQueue<>();
            try (ChildJvm consumer = pipeline.consumer(lines::add)) {
                awaitEqual(topic, told);
                trades.awaitEqual();
                assertThat(lines)
                        .as("state of the killed one")
                        .anyMatch(line -> line.contains("made the open windows of data.measured-0 again of "))
                        .anyMatch(
                                line -> line.contains("made the open windows of data.trades_of_measured-0 again of "));

                Map<Long, String> once = whole(topic);
                List<Told> again = new ArrayList<>(told);
                Collections.shuffle(again, random);
                publish(topic, again);
                Map<String, String> tradesOnce = trades.whole();
                trades.publishAgain();
                tell(topic, told, minutes(14, 15)); // by which to know that all before it was read
                awaitEqual(topic, told);
                Map<Long, String> twice = whole(topic);
                twice.keySet().retainAll(once.keySet());
                assertThat(twice).as("told twice, seed %d", SEED).isEqualTo(once);
                awaitExact(postgres, told);
                trades.awaitEqual();
                assertThat(trades.whole()).as("of trades, told twice").containsAllEntriesOf(tradesOnce);
                trades.proveAndRecompute(pipeline, trades.tellLate(lines));

                Told late = late(told.get(60));
                publish(topic, List.of(late));
                await().atMost(DEADLINE).until(() -> lines.stream()
                        .anyMatch(line ->
                                line.contains("1 updates came when their windows were closed or known in part: bitcoin "
                                        + Instant.ofEpochMilli(late.minute()))));
                awaitEqual(topic, told);
                refused(pipeline, "bitcoin  " + Instant.ofEpochMilli(late.minute()) + "  avg_price is ");
                String from = Instant.ofEpochMilli(late.minute()).toString();
                String to = Instant.ofEpochMilli(late.minute() + 1).toString();
                ToolRun made = ToolRun.tool(pipeline, "recompute", "--what", "metrics", "--from", from, "--to", to);
                assertThat(made.answer()).as(made.log()).contains("made: metrics of 1 windows");
                ToolRun.tool(
                        pipeline, "recompute", "--what", "metrics", "--from", from, "--to", to, "--sink", "postgres");
                told.add(late);
                awaitEqual(topic, told);
                awaitExact(postgres, told);
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            ToolRun proof = ToolRun.tool(pipeline, "verify", "--what", "metrics");
            assertThat(proof.exitCode()).as(proof.answer() + proof.log()).isZero();
            assertThat(proof.answer())
                    .contains("equal: metrics of 25 windows", "with a candle 25", "beyond the topic 0");
            ToolRun inPostgres = ToolRun.tool(pipeline, "verify", "--what", "metrics", "--sink", "postgres");
            assertThat(inPostgres.answer()).as(inPostgres.log()).contains("equal: metrics of 25 windows  missing 0");
            byBatchAloneItIsTheSame(topic, pipeline);
            BatchFeatures.areMadeInBothStores(topic, pipeline, postgres);
            whatIsKnownInPartChangesNothing(servers, topic, pipeline, told);
            ToldAhead.isKnownAfterAStart(topic, pipeline, told);
        }
    }

    private void byBatchAloneItIsTheSame(CandleTopic topic, Pipeline pipeline) {
        Map<Long, String> streamed = whole(topic);
        topic.session().execute("TRUNCATE assets." + TABLE);
        ToolRun made = ToolRun.tool(pipeline, "recompute", "--what", "metrics");
        assertThat(made.answer()).as(made.log()).contains("made: metrics of 25 windows in assets." + TABLE);
        assertThat(whole(topic)).as("by batch, with write times").isEqualTo(streamed);
        long minute = BEGIN.toEpochMilli() + 3 * MINUTE;
        topic.session()
                .execute("UPDATE assets." + TABLE
                        + " SET volatility = 1 WHERE asset_name = 'bitcoin' AND interval = '1m'" + " AND timestamp = '"
                        + Instant.ofEpochMilli(minute) + "'");
        refused(pipeline, Instant.ofEpochMilli(minute) + "  volatility is 1.0, should be ");
        String phantom =
                " WHERE asset_name = 'bitcoin' AND interval = '1m' AND timestamp = '" + BEGIN.plusSeconds(7) + "'";
        topic.session().execute("UPDATE assets." + TABLE + " SET ticks = 3" + phantom);
        refused(pipeline, BEGIN.plusSeconds(7) + "  has metrics, and the topic has no update of it");
        topic.session().execute("TRUNCATE assets." + TABLE);
        ToolRun.tool(pipeline, "recompute", "--what", "metrics");
        assertThat(whole(topic)).isEqualTo(streamed);
    }

    /** The brokers have deleted the first half of the last window, and one more of its updates comes. */
    private void whatIsKnownInPartChangesNothing(
            Servers servers, CandleTopic topic, Pipeline pipeline, List<Told> told) {
        Map<Long, String> before = whole(topic);
        TopicPartition partition = new TopicPartition(topic.topic(), 0);
        long end = Topics.size(servers.brokers(), topic.topic());
        topic.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - UPDATES / 2)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        publish(
                topic,
                List.of(late(told.stream()
                        .filter(one -> one.open() == BEGIN.toEpochMilli() + 14 * MINUTE)
                        .findFirst()
                        .orElseThrow())));
        tell(topic, told, minutes(15, 16));
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (ChildJvm consumer = pipeline.consumer(lines::add)) {
            awaitEqual(topic, told);
            tell(topic, told, List.of(ToldAhead.update(1)));
            awaitEqual(topic, told);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
        assertThat(lines).anyMatch(line -> line.contains("the topic begins too late for that: windows before "));
        Map<Long, String> after = whole(topic);
        after.keySet().retainAll(before.keySet());
        assertThat(after).isEqualTo(before);
    }

    private static void refused(Pipeline pipeline, String difference) {
        ToolRun found = ToolRun.tool(pipeline, "verify", "--what", "metrics");
        assertThat(found.exitCode()).as(found.answer() + found.log()).isEqualTo(1);
        assertThat(found.answer()).contains("NOT equal", difference);
    }

    /** Of each minute the updates of a candle whose price wanders; of some moments there are two, and history tells some candles again. */
    private List<Told> minutes(int from, int to) {
        List<Told> updates = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            long open = BEGIN.toEpochMilli() + minute * MINUTE;
            long trade = open / 100;
            BigDecimal volume = BigDecimal.ZERO;
            BigDecimal taken = BigDecimal.ZERO;
            for (int i = 0; i < UPDATES - 1; i++) {
                boolean closing = i == UPDATES - 2;
                if (i > 0) { // a candle begins without a trade
                    BigDecimal worth = BigDecimal.valueOf(1 + random.nextInt(90_000_000), 8);
                    volume = volume.add(worth);
                    taken = random.nextBoolean() ? taken.add(worth) : taken;
                }
                long event =
                        closing ? open + MINUTE + random.nextInt(1700) : open + 3000L * (i / 2) + i % 2 * (minute % 3L);
                updates.add(new Told(
                        event,
                        open,
                        closing,
                        i == 0 ? -1 : trade + i,
                        BigDecimal.valueOf(6_000_000 + random.nextInt(5000), 2),
                        volume,
                        taken));
            }
            Told last = updates.get(updates.size() - 1);
            updates.add(new Told(
                    last.event() + 60 * MINUTE, open, true, last.trade(), last.price(), last.volume(), last.taken()));
        }
        return updates;
    }

    /** One more of its candle. */
    private static Told late(Told like) {
        return new Told(
                like.open() + 777,
                like.open(),
                false,
                like.trade(),
                like.price().add(BigDecimal.ONE),
                BigDecimal.ONE,
                BigDecimal.ONE);
    }

    /** Each later by up to {@link #DISORDER}, as the window's lateness allows. */
    private List<Told> disordered(List<Told> updates) {
        Map<Told, Long> at = new HashMap<>();
        updates.forEach(
                told -> at.put(told, Math.min(told.event(), told.open() + MINUTE) + random.nextInt((int) DISORDER)));
        List<Told> some = new ArrayList<>(updates);
        some.addAll(updates.subList(0, updates.size() / 3)); // twice, each
        some.sort(Comparator.comparing(at::get));
        return some;
    }

    private static void tell(CandleTopic topic, List<Told> told, List<Told> updates) {
        publish(topic, updates);
        told.addAll(updates);
    }

    private static void publish(CandleTopic topic, List<Told> updates) {
        topic.append(updates.stream().map(MetricsIT::record).toList());
    }

    static AvroCandle record(Told told) {
        String trade = String.valueOf(told.trade());
        return AvroCandle.at(Instant.ofEpochMilli(told.open()).toString())
                .with("source", told.event() > told.open() + 2 * MINUTE ? "rest" : "socket")
                .with("open", told.price().toPlainString())
                .with("high", "60100")
                .with("low", "59000.0")
                .with("close", told.price().toPlainString())
                .with("volume", told.volume().toPlainString())
                .with("quote_volume", told.volume().toPlainString())
                .with("taker_buy_volume", told.taken().toPlainString())
                .with("taker_buy_quote_volume", told.taken().toPlainString())
                .with("trades", told.trade() < 0 ? "0" : "7")
                .with("first_trade_id", trade)
                .with("last_trade_id", trade)
                .with("is_closed", String.valueOf(told.closing()))
                .with("event_time", Instant.ofEpochMilli(told.event()).toString())
                .with("collected_at", Instant.ofEpochMilli(told.event() + 7).toString());
    }

    /** The candles that every {@link CandleTopic} begins with, as {@link AvroCandle} has them. */
    private static List<Told> theTenOfTheTopic() {
        return IntStream.range(0, 10)
                .mapToObj(i -> Instant.parse(CandleTopic.at(i)).toEpochMilli())
                .map(open -> new Told(
                        open + MINUTE + 2,
                        open,
                        true,
                        3_735_685_388L,
                        new BigDecimal("61782.25"),
                        new BigDecimal("932148.0644641"),
                        new BigDecimal("409957.5914273")))
                .toList();
    }

    static void awaitEqual(CandleTopic topic, List<Told> told) {
        Map<Long, String> expected = CandleMetrics.of(told);
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(stored(topic))
                .as("seed %d", SEED)
                .isEqualTo(expected));
    }

    /** Its rows may be stored behind those of Cassandra. */
    private static void awaitExact(PostgresTables postgres, List<Told> told) {
        List<String> expected = exact(CandleMetrics.of(told));
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(exact(postgres))
                .as("seed %d", SEED)
                .isEqualTo(expected));
    }

    private static Map<Long, String> stored(CandleTopic topic) {
        return rows(topic, String.join(", ", CELLS));
    }

    /** The rows in PostgreSQL, each number without zeros at its end. */
    private static List<String> exact(PostgresTables postgres) {
        return postgres.lines("SELECT timestamp, " + String.join(", ", CELLS) + " FROM assets." + TABLE
                + " WHERE asset_name = 'bitcoin' AND interval = '1m' ORDER BY timestamp");
    }

    private static List<String> exact(Map<Long, String> rows) {
        return rows.entrySet().stream()
                .map(row -> row.getKey() + " "
                        + Stream.of(row.getValue().split(" "))
                                .map(MetricsIT::exact)
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String exact(String cell) {
        if (cell.equals("null")) {
            return cell;
        }
        return cell.endsWith("Z")
                ? String.valueOf(Instant.parse(cell).toEpochMilli())
                : new BigDecimal(cell).stripTrailingZeros().toPlainString();
    }

    /** All of each row, with the write time. */
    private static Map<Long, String> whole(CandleTopic topic) {
        return rows(topic, String.join(", ", CELLS) + ", symbol, WRITETIME(ticks), WRITETIME(known_at)");
    }

    private static Map<Long, String> rows(CandleTopic topic, String columns) {
        Map<Long, String> rows = new TreeMap<>();
        for (Row row : topic.session()
                .execute("SELECT timestamp, " + columns + " FROM assets." + TABLE
                        + " WHERE asset_name = 'bitcoin' AND interval = '1m'")) {
            rows.put(
                    Objects.requireNonNull(row.getInstant(0)).toEpochMilli(),
                    IntStream.range(1, row.size())
                            .mapToObj(i -> CandleMetrics.text(row.getObject(i)))
                            .collect(Collectors.joining(" ")));
        }
        return rows;
    }
}
