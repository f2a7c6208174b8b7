package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.trade.TradeChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Recorded klines and trades in a real PostgreSQL: value by value, over its death, a batch that is repeated, and replays side by side. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class PostgresIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final String PASSWORD = "only-for-the-tests-of-postgres";
    private static final String REVERSED = "_reversed";
    private static final String SHUFFLED = "_shuffled";
    private static final int TIMES = 3;
    private static final long SEED = 20_261_128;

    /** Not a temporary folder of JUnit, which root alone may enter. */
    private static final Path FOLDER =
            Path.of("target", "postgres", "PostgresIT").toAbsolutePath();

    private static PostgresServer server;
    private static PostgresTables tables;
    private static PostgresLogin writer;

    /** Topics of this try alone: another one has the same broker. */
    private final String klinesTopic = "data.postgres_klines_" + System.nanoTime();

    private final String tradesTopic = "data.postgres_trades_" + System.nanoTime();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        Folders.delete(FOLDER);
        server = PostgresServer.start(FOLDER);
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        tables = new PostgresTables(setup.owner());
        writer = setup.owner().as(PostgresSetup.WRITER, PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theTablesAreWhatTheExchangeSaidWhateverHappens(Servers servers, @TempDir Path folder) throws IOException {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (Exchange exchange = new Exchange(
                market, Pace.fullSpeed(), Exchange.Options.defaults().streams(List.of("trades", "klines")))) {
            exchange.start();
            Pipeline pipeline = pipeline(servers, folder).with(exchange);

            overADeathOfTheServer(exchange, pipeline);
            List<String> rows = tables.snapshot();
            Pipeline shuffled = replaysOfThreeTimesAllShuffledAndOfAllBackwards(servers, pipeline);
            assertThat(tables.snapshot()).isEqualTo(rows);
            theWholeTopicsAgainAsOneBatch(shuffled, rows);
            theToolsReadAndProveIt(pipeline);
        }
        assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
        assertThat(log).noneMatch(line -> line.contains(PASSWORD));
    }

    private Pipeline pipeline(Servers servers, Path folder) throws IOException {
        Path settings = Files.writeString(folder.resolve("postgres.conf"), """
                candlestream.producer.streams.trades.enabled = true
                candlestream.consumer.streams {
                  klines.sinks = [postgres]
                  trades { enabled = true, sinks = [postgres] }
                }
                """);
        return Pipeline.between(servers, servers.superuser(), folder)
                .with(writer.environment())
                .with("CANDLESTREAM_CONFIG", settings.toString())
                .with("ASSET_PRICES_TOPIC", klinesTopic)
                .with("CANDLESTREAM_PRODUCER_TRADES_TOPIC", tradesTopic)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", tradesTopic)
                .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "4000");
    }

    private void overADeathOfTheServer(Exchange exchange, Pipeline pipeline) {
        try (PipelineRun run = new PipelineRun(pipeline, log::add)) {
            await().atMost(LONGEST).until(exchange::hasListener);
            exchange.open();
            await().atMost(LONGEST).pollInterval(SOON).until(() -> {
                run.requireAlive();
                return tables.number("SELECT count(*) FROM assets.trades") > 0;
            });
            server.kill();
            await().atMost(LONGEST)
                    .until(() -> log.stream().anyMatch(line -> line.contains("Cannot write to PostgreSQL table")));
            server.restart();
            exchange.finished().join();
            Set<String> trades = PostgresTables.trades(said(exchange));
            Set<String> candles = PostgresTables.candles(exchange.truth().candles());
            assertThat(trades).hasSize(34_419);
            await().atMost(LONGEST).until(() -> tables.number("SELECT count(*) FROM assets.trades") == trades.size());
            await().atMost(LONGEST).until(() -> tables.candles().equals(candles));
            assertThat(tables.trades()).isEqualTo(trades);
            run.stop();
        }
    }

    private static Collection<MarketTrade> said(Exchange exchange) {
        return exchange.symbols().stream()
                .flatMap(symbol -> exchange.channel(TradeChannel.class).said(symbol).stream())
                .toList();
    }

    /** A batch of each query, which is the whole topic three times over; then the same once more. */
    private void theWholeTopicsAgainAsOneBatch(Pipeline shuffled, List<String> rows) throws IOException {
        List<String> batches = tables.lines("SELECT * FROM assets.batches ORDER BY 1, 2, 3, 4");
        String written =
                "SELECT sum(n_tup_ins + n_tup_upd) FROM pg_stat_user_tables WHERE relname ~ '^(assets|trades)_2'";
        long before = tables.number(written);
        ReplayIT.forgetNewestCommit(shuffled.checkpoint().resolve("commits"));
        ReplayIT.forgetNewestCommit(shuffled.checkpoint().resolve("queries/trades"));
        log.clear();
        try (ChildJvm consumer = shuffled.consumer(log::add)) {
            for (String table : List.of("assets", "trades")) {
                await().atMost(LONGEST).until(() -> log.stream()
                        .anyMatch(line -> line.matches(".*assets\\." + table + " has .* already")));
            }
            assertThat(consumer.stop(STOP)).isZero();
        }
        assertThat(tables.lines("SELECT * FROM assets.batches ORDER BY 1, 2, 3, 4"))
                .isEqualTo(batches);
        assertThat(tables.snapshot()).isEqualTo(rows);
        assertThat(tables.number(written)).as("row versions").isEqualTo(before);
    }

    /** @return the one of three times all, which reads each topic in one batch */
    private Pipeline replaysOfThreeTimesAllShuffledAndOfAllBackwards(Servers servers, Pipeline pipeline) {
        shuffle(servers, klinesTopic);
        shuffle(servers, tradesTopic);
        reverse(servers, klinesTopic);
        reverse(servers, tradesTopic);
        long records = Topics.size(servers.brokers(), klinesTopic) + Topics.size(servers.brokers(), tradesTopic);
        Pipeline shuffled = pipeline.in(pipeline.folder().resolve("shuffled"))
                .watchable()
                .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "1000000")
                .with("ASSET_PRICES_TOPIC", klinesTopic + SHUFFLED)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", tradesTopic + SHUFFLED);
        Pipeline backwards = pipeline.in(pipeline.folder().resolve("backwards"))
                .watchable()
                // In small batches, so that it ends behind the other with what is oldest.
                .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "1500")
                .with("ASSET_PRICES_TOPIC", klinesTopic + REVERSED)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", tradesTopic + REVERSED);
        try (ChildJvm one = shuffled.consumer(log::add);
                ChildJvm other = backwards.consumer(log::add)) {
            ConsumerWatch first = new ConsumerWatch(shuffled);
            ConsumerWatch second = new ConsumerWatch(backwards);
            await().atMost(LONGEST).until(() -> first.look().records() >= TIMES * records);
            await().atMost(LONGEST).until(() -> second.look().records() >= records);
            assertThat(first.look().batches()).as("one of each query").isEqualTo(2);
            assertThat(one.stop(STOP)).isZero();
            assertThat(other.stop(STOP)).isZero();
        }
        assertThat(tables.number("SELECT deadlocks FROM pg_stat_database WHERE datname = 'candlestream'"))
                .isZero();
        return shuffled;
    }

    /** Red without the ORDER BY of the sink's INSERT: two tasks then wait for each other. */
    @Test
    void twoTasksWithTheSameKeysInOppositeOrderNeverDeadlock(@TempDir Path folder) {
        tables.execute("CREATE TABLE assets.opposite (LIKE assets.assets INCLUDING ALL)");
        Path classes = folder.resolve("classes");
        ProjectFolder project = ProjectFolder.find();
        String jars = project.jar("binance-consumer") + File.pathSeparator + project.lib("binance-consumer") + "/*";
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        System.out,
                        System.err,
                        "-proc:none",
                        "-cp",
                        jars,
                        "-d",
                        classes.toString(),
                        project.root()
                                .resolve("sandbox/src/test/opposite-order/OppositeOrder.java")
                                .toString());
        assertThat(compiled).as("javac").isZero();
        PostgresLogin owner = tables.login();
        List<String> arguments = List.of(
                "-cp",
                classes + File.pathSeparator + jars,
                "io.candlestream.sink.postgres.OppositeOrder",
                "jdbc:postgresql://" + owner.host() + ":" + owner.port() + "/" + owner.database(),
                owner.user(),
                owner.password(),
                "opposite",
                "400");
        try (ChildJvm tasks =
                ChildJvm.start("opposite-order", arguments, Map.of(), folder.resolve("opposite.log"), log::add)) {
            assertThat(tasks.await(LONGEST)).as(tasks.tail()).isZero();
        }
        assertThat(log).contains("written 400 retried 0");
        assertThat(tables.lines("SELECT count(*), count(DISTINCT (asset_name, timestamp)), min(volume), max(volume)"
                        + " FROM assets.opposite"))
                .containsExactly("240 240 799 799");
        tables.execute("DROP TABLE assets.opposite");
    }

    /** As the reader; then of one value and one row that somebody changed. */
    private static void theToolsReadAndProveIt(Pipeline pipeline) {
        Pipeline reader =
                pipeline.with(writer.as(PostgresSetup.READER, PASSWORD).environment());
        ToolRun candles = ToolRun.tool(reader, "verify", "--sink", "postgres");
        ToolRun trades = ToolRun.tool(reader, "verify", "--sink", "postgres", "--stream", "trades");

        assertThat(candles.exitCode()).as("%s", candles).isZero();
        assertThat(candles.answer()).contains("equal: expected 22  stored 22");
        assertThat(trades.exitCode()).as("%s", trades).isZero();
        assertThat(trades.answer()).contains("equal: stored 34419  missing 0  extra 0  differing 0  candles 20");
        assertThat(ToolRun.tool(reader, "list", "--sink", "postgres").answer())
                .contains("bitcoin", "2 assets, 22 rows in assets.assets");
        assertThat(ToolRun.tool(reader, "export", "--sink", "postgres", "--stream", "trades", "BTCUSDT")
                        .answer()
                        .lines())
                .hasSize(1 + (int) tables.number("SELECT count(*) FROM assets.trades WHERE symbol = 'BTCUSDT'"));
        assertThat(ToolRun.tool(reader, "sql", "SELECT count(*) FROM trades").answer())
                .contains("34419", "(1 row)");
        // With these PostgreSQL looks at the name of every relation before it looks which are partitions, as it may
        // choose to.
        for (String plan : List.of("enable_nestloop", "enable_indexscan", "enable_bitmapscan")) {
            tables.execute("ALTER ROLE " + PostgresSetup.READER + " SET " + plan + " = off");
        }
        assertThat(ToolRun.tool(reader, "doctor").answer()).contains("ok    postgres", "17.7 at 127.0.0.1");
        tables.execute("ALTER ROLE " + PostgresSetup.READER + " RESET ALL");

        tables.execute("UPDATE assets.assets SET high = high + 0.01 WHERE asset_name = 'bitcoin' AND timestamp ="
                + " '2024-08-09T00:00Z'; DELETE FROM assets.trades WHERE trade_id = 3735693472");
        candles = ToolRun.tool(reader, "verify", "--sink", "postgres");
        trades = ToolRun.tool(reader, "verify", "--sink", "postgres", "--stream", "trades");
        assertThat(candles.exitCode()).isOne();
        assertThat(candles.answer()).contains("high", "2024-08-09T00:00:00Z", "differing 1");
        assertThat(trades.exitCode()).isOne();
        assertThat(trades.answer()).contains("missing  BTCUSDT  ids 3735693472 to 3735693472");
    }

    @Test
    void prepareMakesAllAndTheRolesMayDoNoMoreThanTheyNeed(Servers servers, @TempDir Path folder) {
        String prefix = "CANDLESTREAM_TOOLS_PREPARE_";
        Pipeline admin = Pipeline.between(servers, servers.superuser(), folder)
                .with(server.superuser().environment())
                .with("CANDLESTREAM_POSTGRES_DATABASE", "prepared")
                .with(prefix + "ADMIN_USERNAME", server.superuser().user())
                .with(prefix + "ADMIN_PASSWORD", server.superuser().password())
                .with(prefix + "WRITER_PASSWORD", PASSWORD)
                .with(prefix + "READER_PASSWORD", PASSWORD);
        for (int times = 0; times < 2; times++) {
            ToolRun run = ToolRun.tool(admin, "prepare", "--sink", "postgres", "--intervals", "1h");
            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(run.answer()).contains("PostgreSQL is ready");
        }

        PostgresLogin owner = new PostgresLogin(
                writer.host(),
                writer.port(),
                "prepared",
                server.superuser().user(),
                server.superuser().password());
        PostgresTables asWriter = new PostgresTables(owner.as(PostgresSetup.WRITER, PASSWORD));
        PostgresTables asReader = new PostgresTables(owner.as(PostgresSetup.READER, PASSWORD));
        asWriter.execute("SELECT assets.tend()");
        assertThat(asReader.number("SELECT count(*) FROM assets.assets")).isZero();
        assertThat(new PostgresTables(owner).number("SELECT count(*) FROM pg_inherits"))
                .as("partitions, and their indexes")
                .isEqualTo(72);
        assertThat(asReader.number("SELECT count(*) FROM assets.assets_1h")).isZero();
        asWriter.execute("SELECT kept FROM assets.make_partition('assets_1h', '2021-04-25T00:00Z')");
        for (String refused : List.of(
                "CREATE TABLE assets.more (id int)",
                "DROP TABLE assets.gaps",
                "DELETE FROM assets.gaps",
                "TRUNCATE assets.gaps",
                "UPDATE assets.partitioning SET keep = '1 day'")) {
            assertThatThrownBy(() -> asWriter.execute(refused)).as(refused).hasStackTraceContaining("ERROR");
        }
        new PostgresTables(owner).execute("GRANT CREATE ON SCHEMA public TO PUBLIC"); // as PostgreSQL 13 and 14 do
        assertThat(ToolRun.tool(admin, "prepare", "--sink", "postgres").exitCode())
                .isZero();
        for (String refused : List.of("INSERT INTO assets.gaps VALUES (1)", "SELECT assets.tend()")) {
            assertThatThrownBy(() -> asReader.execute(refused)).as(refused).hasStackTraceContaining("ERROR");
        }
        for (String refused : List.of("CREATE TEMP TABLE t (id int)", "CREATE TABLE public.t (id int)")) {
            assertThatThrownBy(() -> asReader.execute(refused))
                    .as(refused)
                    .hasStackTraceContaining("permission denied");
        }
    }

    /** Root appends to it, and the folder is nobody's then. */
    @Test
    void theLogLiesBesideTheFolder() {
        assertThat(FOLDER.resolveSibling(FOLDER.getFileName() + ".log")).isNotEmptyFile();
        assertThat(FOLDER.resolve("postgres.log")).doesNotExist();
    }

    /** The rule of the table says how long rows are kept: older partitions are dropped, and rows that come again are left out. */
    @Test
    void whatIsOlderThanTheTableKeepsIsDropped() {
        tables.execute("CREATE TABLE assets.short (at timestamptz) PARTITION BY RANGE (at);"
                + " INSERT INTO assets.partitioning VALUES ('short', 'day', 100, '3 days')");
        tables.execute("SELECT assets.make_partition('short', now() - interval '1 day')");
        tables.execute("UPDATE assets.partitioning SET keep = '30 days' WHERE table_name = 'short';"
                + " SELECT assets.make_partition('short', now() - interval '9 days');"
                + " UPDATE assets.partitioning SET keep = '3 days' WHERE table_name = 'short'");
        String partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'assets.short'::regclass";
        assertThat(tables.number(partitions)).isEqualTo(2);

        tables.execute("SELECT assets.tend()");

        assertThat(tables.number(partitions))
                .as("of yesterday, and three ahead")
                .isEqualTo(4);
        assertThat(tables.lines("SELECT kept FROM assets.make_partition('short', now() - interval '9 days')"))
                .containsExactly("false");
        assertThat(tables.number(partitions)).isEqualTo(4);
        tables.execute("DROP TABLE assets.short; DELETE FROM assets.partitioning WHERE table_name = 'short'");
    }

    /** Fills a topic with the records of {@code topic}, three times each, in an order of chance. */
    private static void shuffle(Servers servers, String topic) {
        TopicRecords topics = new TopicRecords(servers.brokers());
        topics.create(topic + SHUFFLED, topics.partitions(topic));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
            for (int times = 0; times < TIMES; times++) {
                records.add(new ProducerRecord<>(topic + SHUFFLED, record.partition(), record.key(), record.value()));
            }
        }
        Collections.shuffle(records, new Random(SEED));
        topics.append(records);
    }

    /** Fills a topic with the records of {@code topic}, each partition from its end to its beginning. */
    private static void reverse(Servers servers, String topic) {
        TopicRecords topics = new TopicRecords(servers.brokers());
        topics.create(topic + REVERSED, topics.partitions(topic));
        Map<Integer, List<ProducerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
            byPartition
                    .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(new ProducerRecord<>(topic + REVERSED, record.partition(), record.key(), record.value()));
        }
        byPartition.values().forEach(Collections::reverse);
        topics.append(byPartition.values().stream().flatMap(List::stream).toList());
    }
}
