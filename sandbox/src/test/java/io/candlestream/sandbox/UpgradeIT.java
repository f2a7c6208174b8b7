package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.Proof;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.market.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A checkpoint, a topic and a table that an earlier version made go on under this one, and nobody is asked anything: nothing is
 * set but the ten variables of the contract, in whose folder {@code ./checkpoint} lies.
 */
@ExtendWith(SharedServers.class)
class UpgradeIT {
    private static final String PASSWORD = "only-for-the-tests-of-upgrades";

    /** Not a temporary folder of JUnit, which root alone may enter. */
    private static final Path POSTGRES =
            Path.of("target", "postgres", "UpgradeIT").toAbsolutePath();

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    /** The market of {@code sandbox/src/test/upgrade/Record.java}, which goes on where it was stopped. */
    private static final SeededMarket MARKET =
            new SeededMarket(14, List.of("DASHUSDT", "KSMUSDT", "ZILUSDT"), Interval.MINUTE_1, TestPipeline.START);

    private static final int MORE_CANDLES = 30;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private final int metricsPort = Ports.free();

    @TempDir
    Path folder;

    @Test
    void whatAnEarlierVersionLeftGoesOnWithTheTenVariablesAlone(Servers servers) throws IOException {
        EarlierVersion before = new EarlierVersion(servers, folder.resolve("checkpoint"));
        long unread = before.unread(folder.resolve("checkpoint"));
        Path added = folder.resolve("added");
        before.copyCheckpoint(servers, added.resolve("checkpoint"));
        Exchange exchange = new Exchange(MARKET, Pace.times(600));
        try (CqlSession session = servers.superuser().connect();
                exchange) {
            CandleTable table = new CandleTable(session, "assets." + EarlierVersion.TABLE);
            Map<String, String> rows = TableSnapshot.of(table).rows();
            List<String> gaps = gaps(session);
            exchange.start();
            exchange.open();
            awaitClosed(exchange, rows.size() + MORE_CANDLES);
            Pipeline pipeline =
                    Pipeline.between(servers, servers.superuser(), folder).with(exchange);
            try (ChildJvm consumer = program("binance-consumer", tenVariables(servers), log::add);
                    ChildJvm producer = pipeline.producer(line -> {})) {
                assertThat(exchange.awaitSubscriptions(streams(), DEADLINE)).isEmpty();
                awaitClosed(exchange, exchange.truth().closed() + MORE_CANDLES);
                exchange.stop();
                await().atMost(DEADLINE).untilAsserted(() -> assertThat(verdict(exchange, table))
                        .as("the consumer says:%n%s", consumer.tail())
                        .matches(Verdict::equal));
                assertThat(producer.stop(DEADLINE)).isZero();
                long left = unread + added(servers, before);
                ConsumerWatch watch = new ConsumerWatch(
                        pipeline.with("CANDLESTREAM_CONSUMER_METRICS_PORT", String.valueOf(metricsPort)));
                await().atMost(DEADLINE).until(() -> watch.look().records() >= left);
                assertThat(consumer.stop(DEADLINE)).isZero();
                assertThat(watch.look().records())
                        .as("records, of which none was read before")
                        .isEqualTo(left);
            }

            assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
            assertThat(TableSnapshot.of(table).rows()).containsAllEntriesOf(closed(rows));
            assertThat(gaps(session)).containsAll(gaps).hasSizeGreaterThan(gaps.size());
            ToolRun verify = ToolRun.tool(pipeline, "verify");
            assertThat(verify.exitCode()).as("%s", verify).isZero();
            postgresIsAddedToTheCheckpoint(
                    pipeline.in(added).watchable(), exchange, unread + added(servers, before), session);
        }
    }

    /** As the earlier version left it: the sink is filled from there on, and a backfill gives it, and no other, the past. */
    private void postgresIsAddedToTheCheckpoint(Pipeline pipeline, Exchange exchange, long left, CqlSession session) {
        Folders.delete(POSTGRES);
        log.clear();
        try (PostgresServer server = PostgresServer.start(POSTGRES)) {
            PostgresSetup setup = new PostgresSetup(server.superuser());
            setup.all(PASSWORD);
            PostgresTables tables = new PostgresTables(setup.owner());
            Pipeline both = pipeline.with(
                            setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment())
                    .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra,postgres")
                    .with("CANDLESTREAM_PRODUCER_BACKFILL_CONFIRM", "1 s")
                    .with(
                            "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                            folder.resolve("bookmarks").toString());
            try (ChildJvm consumer = both.consumer(log::add)) {
                await().atMost(DEADLINE)
                        .until(() -> new ConsumerWatch(both).look().records() >= left);
                String closed = "SELECT count(*) FROM assets.assets WHERE is_closed";
                long all = exchange.truth().closed();
                assertThat(tables.number(closed))
                        .as("from here on")
                        .isPositive()
                        .isLessThan(all);
                CandleTable cassandra = new CandleTable(session, "assets." + EarlierVersion.TABLE);
                session.execute("TRUNCATE assets." + EarlierVersion.TABLE);
                ToolRun backfill = ToolRun.producer(
                        both,
                        "backfill",
                        "--sinks",
                        "postgres",
                        "--from",
                        Instant.ofEpochMilli(TestPipeline.START).toString(),
                        "--to",
                        end(exchange).toString());
                assertThat(backfill.exitCode()).as("%s", backfill).isZero();
                await().atMost(DEADLINE).until(() -> tables.number(closed) == all);
                assertThat(TableSnapshot.of(cassandra).rows())
                        .as("nothing of it is for Cassandra")
                        .isEmpty();
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            assertThat(log.stream().filter(line -> line.contains("is written to sink")))
                    .singleElement()
                    .asString()
                    .contains(
                            "Stream klines is written to sink postgres (PostgreSQL table assets.assets) too, from here");
            assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains(PASSWORD));
            ToolRun verify = ToolRun.tool(both, "verify", "--sink", "postgres");
            assertThat(verify.exitCode()).as("%s", verify).isZero();
            assertThat(verify.answer())
                    .contains("equal: expected " + exchange.truth().closed());
        }
    }

    private static Instant end(Exchange exchange) {
        long newest = exchange.truth()
                .candles()
                .filter(Update::closed)
                .mapToLong(update -> update.candle().openTime())
                .max()
                .orElseThrow();
        return Instant.ofEpochMilli(newest).plus(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "binance-consumer, 'candlestream.consumer.', '(streams.klines|queries.live|sinks.cassandra)'",
        "binance-producer, 'candlestream.producer.', 'streams.klines'"
    })
    void aSettingsFileOfAnEarlierVersionIsRefusedWithThePathOfToday(String module, String root, String blocks) {
        Path file = EarlierVersion.FILES.resolve("settings.conf");
        try (ChildJvm program = program(module, Map.of("CANDLESTREAM_CONFIG", file.toString()), log::add)) {
            assertThat(program.await(DEADLINE)).isNotZero();
            assertThat(CandleTopic.error(program))
                    .containsPattern(
                            "Setting " + root + "(\\S+) in .*settings.conf.* is now " + root + blocks + "\\.\\S+");
        }
    }

    private static Map<String, String> tenVariables(Servers servers) {
        CassandraLogin login = servers.superuser();
        return Map.of(
                "SPARK_MASTER",
                "local[*]",
                "REDPANDA_BROKERS",
                servers.brokers(),
                "ASSET_PRICES_TOPIC",
                EarlierVersion.TOPIC,
                "ASSET_SCHEMA_LOCATION",
                ProjectFolder.find().root().resolve("schemas/assets.avsc").toString(),
                "ASSET_CASSANDRA_HOST",
                login.host(),
                "ASSET_CASSANDRA_PORT",
                String.valueOf(login.port()),
                "ASSET_CASSANDRA_USERNAME",
                login.user(),
                "ASSET_CASSANDRA_PASSWORD",
                login.password(),
                "ASSET_CASSANDRA_KEYSPACE",
                "assets",
                "ASSET_CASSANDRA_TABLE",
                EarlierVersion.TABLE);
    }

    /** As it ships, in a folder of its own; its port alone is another, since other tests run on this machine. */
    private ChildJvm program(String module, Map<String, String> environment, Consumer<String> lines) {
        List<String> arguments = List.of(
                "-Xmx1g",
                "-Dcandlestream.consumer.metrics-port=" + metricsPort,
                "-jar",
                ProjectFolder.find().jar(module).toString());
        return ChildJvm.startIn(folder, module, arguments, environment, folder.resolve(module + ".log"), lines);
    }

    private static void awaitClosed(Exchange exchange, long candles) {
        await().atMost(DEADLINE).until(() -> exchange.truth().closed() >= candles);
    }

    private static Set<String> streams() {
        return MARKET.symbols().stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT) + "@kline_1m")
                .collect(Collectors.toSet());
    }

    private static Verdict verdict(Exchange exchange, CandleTable table) {
        return Proof.ofUpdates(exchange.truth().candles(), table.stored().rows());
    }

    private static Map<String, String> closed(Map<String, String> rows) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().contains("is_closed=true"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whole, with the time of consumption. */
    private static List<String> gaps(CqlSession session) {
        return session.execute("SELECT * FROM assets.gaps").all().stream()
                .filter(row -> MARKET.symbols().contains(row.getString("symbol")))
                .map(Row::getFormattedContents)
                .toList();
    }

    private static long added(Servers servers, EarlierVersion before) {
        return Topics.size(servers.brokers(), EarlierVersion.TOPIC)
                + Topics.size(servers.brokers(), EarlierVersion.TOPIC + ".gaps")
                - before.records();
    }
}
