package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A certified day of trades and of aggregate trades, one of each an hour, of which REST and the archive then say one otherwise: in each store
 * both versions can be read, once, and the certificate gets a successor.
 */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class CorrectedTradesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String KEYSPACE = "corrected_trades";
    private static final String PASSWORD = "only-for-the-tests-of-corrected-trades";
    private static final Path POSTGRES =
            Path.of("target", "postgres", "CorrectedTradesIT").toAbsolutePath();
    private static final List<String> STREAMS = List.of("trades", "agg_trades");
    private static final List<String> SINKS = List.of("cassandra", "postgres", "lake");
    private static final String DAY = "2026-02-10";
    private static final Instant FIRST = Instant.parse("2026-02-09T23:30:00Z");
    /** One an hour: the first is of the day before, the last of the day after. */
    private static final int ROWS = 26;
    /** Later ones, by which to know that all before were read. */
    private static final int MARK = 30;

    private TopicRecords topics;
    private CqlSession session;
    private PostgresTables postgres;
    private LakeFolder lake;
    private Pipeline pipeline;
    private Path folder;

    @Test
    void leaveBothVersionsAndASuccessorOfTheCertificate(Servers servers, @TempDir Path temporary) throws Exception {
        folder = temporary;
        topics = new TopicRecords(servers.brokers());
        Folders.delete(POSTGRES);
        try (PostgresServer server = PostgresServer.start(POSTGRES);
                CqlSession opened = servers.superuser().connect()) {
            session = opened;
            reach(servers, server);
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                publish(IntStream.range(0, ROWS), "socket", "100.5");
                awaitRows(ROWS);
                publish(IntStream.range(0, ROWS), "rest", "100.50");
                publish(IntStream.of(MARK), "socket", "7");
                awaitRows(ROWS + 1);
                consumer.kill();
            }
            assertThat(noted()).as("what says the same").containsOnly(0L);
            Path key = folder.resolve("trades.key");
            assertThat(ToolRun.tool(pipeline, "certify", "--new-key", key.toString())
                            .exitCode())
                    .isZero();
            assertThat(certified(key)).allMatch(text -> text.startsWith("certified: " + DAY + ", 2 of 2 pairs, root "));
            Instant before = Instant.now();

            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                publish(IntStream.of(10), "archive", "101.25");
                publish(IntStream.of(12), "archive", "100.5");
                publish(IntStream.of(MARK + 1), "socket", "7");
                awaitRows(ROWS + 2);
                consumer.kill();
            }
            Folders.delete(pipeline.checkpoint());
            try (ChildJvm again = pipeline.consumer(line -> {})) { // and all comes again
                publish(IntStream.of(MARK + 2), "socket", "7");
                awaitRows(ROWS + 3);
                assertThat(again.stop(DEADLINE)).isZero();
            }
            assertThat(noted()).as("two of each, once").containsOnly(2L);
            areListed();
            areKeptByTheLake();
            for (String text : certified(key)) {
                assertThat(text)
                        .startsWith("certified again, as successor of ")
                        .contains(": " + DAY + ", 2 of 2 pairs, ");
            }
            pythonReadsBothStates(before);
        }
    }

    private void reach(Servers servers, PostgresServer server) throws IOException {
        TestKeyspace.make(
                session,
                KEYSPACE,
                List.of(
                        "assets",
                        "gaps",
                        "certificates",
                        "trades",
                        "agg_trades",
                        "trade_revisions",
                        "agg_trade_revisions"));
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        postgres = new PostgresTables(setup.owner());
        lake = new LakeFolder(folder.resolve("lake"));
        pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with(setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment())
                .with(lake.environment())
                .with("ASSET_CASSANDRA_KEYSPACE", KEYSPACE)
                .with("ASSET_PRICES_TOPIC", "data." + KEYSPACE)
                .streaming(STREAMS, SINKS);
        topics.create("data." + KEYSPACE, 1);
        for (String stream : STREAMS) {
            topics.create(topic(stream), 1);
            pipeline =
                    pipeline.with("CANDLESTREAM_CONSUMER_" + stream.toUpperCase(Locale.ROOT) + "_TOPIC", topic(stream));
        }
    }

    private static String topic(String stream) {
        return "data." + KEYSPACE + "_" + stream;
    }

    /** Trades and aggregate trades of these numbers; what the archive says of number 12 is the other side. */
    private void publish(IntStream numbers, String source, String price) {
        int[] all = numbers.toArray();
        for (String stream : STREAMS) {
            topics.append(IntStream.of(all)
                    .mapToObj(number -> AvroTrade.of(
                                    stream, "BTCUSDT", 100 + number, FIRST.plus(Duration.ofHours(number)))
                            .with("price", price)
                            .with("source", source)
                            .with("is_buyer_maker", String.valueOf(number == 12 && source.equals("archive")))
                            .record(topic(stream)))
                    .toList());
        }
    }

    private void awaitRows(int rows) {
        for (String stream : STREAMS) {
            await().atMost(DEADLINE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> { // of a lake's file that is being written
                                assertThat(session.execute("SELECT symbol FROM " + KEYSPACE + "." + stream)
                                                .all())
                                        .hasSize(rows);
                                assertThat(postgres.number("SELECT count(*) FROM assets." + stream))
                                        .isEqualTo(rows);
                                assertThat(new ParquetLake(lake.folder())
                                                .lines(stream, "count(DISTINCT " + id(stream) + ")"))
                                        .containsExactly(String.valueOf(rows));
                            });
        }
    }

    private static String id(String stream) {
        return stream.equals("trades") ? "trade_id" : "agg_trade_id";
    }

    private List<Long> noted() {
        List<Long> noted = new ArrayList<>();
        for (String table : List.of("trade_revisions", "agg_trade_revisions")) {
            noted.add((long) session.execute("SELECT symbol FROM " + KEYSPACE + "." + table)
                    .all()
                    .size());
            noted.add(postgres.number("SELECT count(*) FROM assets." + table));
        }
        return noted;
    }

    private Path of(String sink) {
        return folder.resolve("certificates-" + sink);
    }

    /** The day's certificate of each store, which is the same file. */
    private List<String> certified(Path key) {
        List<String> answers = new ArrayList<>();
        for (String sink : SINKS) {
            String[] certify = {
                "certify", "--sink", sink, "--key", key.toString(), "--folder", of(sink).toString(), "--day", DAY
            };
            ToolRun run = sink.equals("lake") ? ToolRun.lake(pipeline, certify) : ToolRun.tool(pipeline, certify);
            assertThat(run.exitCode()).as("%s", run).isZero();
            answers.add(run.answer());
            assertThat(of(sink).resolve(DAY + ".json"))
                    .as(sink)
                    .hasSameBinaryContentAs(of("cassandra").resolve(DAY + ".json"));
        }
        return answers;
    }

    private String revisions(String... arguments) {
        List<String> all = new ArrayList<>(List.of("revisions"));
        all.addAll(List.of(arguments));
        ToolRun run = ToolRun.tool(pipeline, all.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run.answer();
    }

    private void areListed() {
        assertThat(revisions("BTCUSDT", "--stream", "trades"))
                .contains(
                        "BTCUSDT trades 110 2026-02-10T09:30:00Z  price 100.5 -> 101.25, quote_quantity 201 -> 202.5\n")
                .contains("    rest 2026-02-10T09:30:00.100Z -> archive 2026-02-10T09:30:00.100Z, noted 20")
                .contains("BTCUSDT trades 112 2026-02-10T11:30:00Z  is_buyer_maker false -> true\n", "(2 revisions)");
        String[] some = {"--stream", "agg_trades", "--from", DAY + "T11:00Z", "--to", DAY + "T12:00Z"};
        assertThat(revisions(some))
                .contains("BTCUSDT agg_trades 112 2026-02-10T11:30:00Z  is_buyer_maker false -> true\n")
                .contains("(1 revision)");
        for (String stream : STREAMS) {
            List<String> json = new ArrayList<>();
            for (String sink : List.of("cassandra", "postgres")) {
                json.add(revisions("--stream", stream, "--sink", sink, "--json")
                        .replaceAll(" *\"revised_at\" : .*\\R", ""));
            }
            assertThat(json.get(0)).contains("\"" + id(stream) + "\" : 110").isEqualTo(json.get(1));
        }
    }

    /** What says the same is merged, what was corrected stays beside what came. */
    private void areKeptByTheLake() {
        lake.answer("compact");
        for (String stream : STREAMS) {
            assertThat(lake.answer("rows", stream, "--all").stream().skip(1)).hasSize(ROWS + 3 + 2);
            assertThat(lake.answer("rows", stream).stream().skip(1)).hasSize(ROWS + 3);
        }
        lake.answer("check", "--minutes", "0", "--delete"); // what the kills have left
        assertThat(lake.answer("check", "--minutes", "0")).allMatch(line -> line.contains(", 0 faults"));
    }

    private void pythonReadsBothStates(Instant before) throws IOException, InterruptedException {
        if (!NotebookRun.isAvailable()) {
            return;
        }
        // By the candles it knows which asset is which pair.
        session.execute("INSERT INTO " + KEYSPACE + ".assets (asset_name, symbol, interval, timestamp, is_closed)"
                + " VALUES ('bitcoin', 'BTCUSDT', '1m', '" + FIRST + "', true)");
        NotebookRun run = NotebookRun.python(
                pipeline,
                "import candlestream as cs",
                "span = 'BTCUSDT', '" + DAY + "', '2026-02-11'",
                "old, new = (cs.trades(*span, as_of=at) for at in ('" + before + "', '" + Instant.now() + "'))",
                "assert new.equals(cs.trades(*span)), new",
                "print(len(new), old.index[(old != new).any(axis=1)].tolist(), old['price'][110], new['price'][110])",
                "print(len(cs.trades(*span, as_of='" + DAY + "T12:00Z')))");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("24 [110, 112] 100.5 101.25\n12\n");
    }
}
