package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.runtime.cassandra.CqlFile;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The past in bulk: archive files become rows as the consumer's sink would have written them, or nothing changes. */
@Tag("nightly")
@Order(4)
@ExtendWith(SharedServers.class)
class HistoryIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int ROWS = 25_528;

    private static final String SINK = "history_sink";

    private static final String WRITE_TIMES =
            List.of("id", "open", "close", "trades", "source", "last_trade_id").stream()
                    .map(column -> "WRITETIME(" + column + ")")
                    .reduce((one, other) -> one + ", " + other)
                    .orElseThrow();

    @Test
    void loadsAsTheSinkWouldByEitherWriter(Servers servers, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path recorded = RecordedData.folder("klines-spot-1m");
        Path archive = ArchiveZips.of(recorded, folder.resolve("archive"));
        try (CqlSession session = servers.superuser().connect()) {
            Pipeline pipeline = pipeline(servers, folder, session, "history_direct");
            ToolRun direct = ToolRun.history(pipeline, "load", "--data", archive.toString());

            assertThat(direct.exitCode()).as("%s", direct).isZero();
            assertThat(direct.answer()).contains("loaded: 25,528 rows of 4 months in");
            RecordedData.assertHolds(new CandleTable(session, "assets.history_direct"), recorded);

            ToolRun verify = ToolRun.tool(pipeline, "verify", "--files", "--data", archive.toString());
            assertThat(verify.exitCode()).as("%s", verify).isZero();
            assertThat(verify.answer()).contains("equal: expected 25528  stored 25528");

            ToolRun again = ToolRun.history(pipeline, "load", "--data", archive.toString());
            assertThat(again.answer()).contains("loaded: 0 rows of 0 months").contains("4 months were loaded before");
            assertRefused(loadHours(pipeline), "Cannot load candles of 1h into the table history_direct: it is of 1m");
            RecordedData.assertHolds(new CandleTable(session, "assets.history_direct"), recorded);

            Pipeline other = pipeline(servers, folder, session, "history_public");
            ToolRun slow = ToolRun.history(other, "load", "--data", archive.toString(), "--writer", "public");
            assertThat(slow.exitCode()).as("%s", slow).isZero();
            Map<String, String> rows = rows(session, "assets.history_direct");
            assertThat(rows).hasSize(ROWS);
            assertThat(rows(session, "assets.history_public")).isEqualTo(rows);

            streamedItIsTheSame(
                    pipeline(servers, folder, session, "history_streamed").with("CANDLESTREAM_HISTORY_JMX_PORT", "1"),
                    archive);
            assertThat(rows(session, "assets.history_streamed")).isEqualTo(rows);

            TestKeyspace.make(session, SINK, List.of("assets", "gaps", "certificates", "revisions"));
            try (HistoryStores stores = new HistoryStores(folder)) {
                Pipeline live = reaching(servers, folder, "assets")
                        .with("ASSET_CASSANDRA_KEYSPACE", SINK)
                        .with("ASSET_PRICES_TOPIC", "data." + SINK);
                assertThat(throughTheSinks(stores, live, archive, session)).isEqualTo(rows);
                stores.prove(live, "sink", archive, recorded);
                stores.revisions(live, session, SINK).prove(archive);
            }
            aSharedDataSetIsMadeAgain(pipeline, pipeline(servers, folder, session, "history_again"), archive);
            assertThat(rows(session, "assets.history_again")).hasSize(8638);
        }
    }

    /** An hour, whose first minute the table has too. */
    static ToolRun loadHours(Pipeline pipeline, String... more) {
        Path hours = pipeline.folder().resolve("hours");
        try {
            Files.createDirectories(hours);
            ArchiveZips.write(
                    hours, "BTCUSDT-1h-2025-11", "1761955200000,1.0,2.0,0.5,1.5,10.0,1761958799999,15.0,3,1.0,1.5,0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("load", "--interval", "1h", "--data", hours.toString()));
        arguments.addAll(List.of(more));
        return ToolRun.history(pipeline, arguments.toArray(String[]::new));
    }

    /** Over the node's storage port, without its JMX. */
    private static void streamedItIsTheSame(Pipeline pipeline, Path archive) {
        String[] load = {"load", "--data", archive.toString(), "--import", "stream"};
        ToolRun streamed = ToolRun.history(pipeline, load);
        assertThat(streamed.exitCode()).as("%s", streamed).isZero();
        assertThat(streamed.log()).isEmpty();
        assertThat(streamed.answer()).contains("loaded: 25,528 rows of 4 months in");
        assertThat(ToolRun.history(pipeline, load).answer()).contains("4 months were loaded before");
    }

    /** On a machine that has nothing but the file of the data set, and an archive, in which then one file is another. */
    private static void aSharedDataSetIsMadeAgain(Pipeline described, Pipeline empty, Path archive) throws IOException {
        Path folder = described.folder();
        String file = folder.resolve("autumn.toml").toString();
        ToolRun written =
                ToolRun.tool(described, "certify", "--dataset", file, "--from", "2025-10-01", "--to", "2025-12-01");
        assertThat(written.exitCode()).as("%s", written).isZero();
        String root = written.answer().replaceFirst("(?s).*, root ([0-9a-f]{64}),.*", "$1");
        try (PublishedArchive published = PublishedArchive.of(archive)) {
            Path shared = Path.of(file);
            Files.writeString(
                    shared,
                    Files.readString(shared)
                            .replaceFirst("\nroot = ", "\narchive = \"" + published.url() + "\"\nroot = "));
            String[] reproduce = {
                "reproduce", file, "--table", "--into", folder.resolve("again").toString()
            };
            ToolRun made = ToolRun.sandbox(empty, reproduce);
            assertThat(made.exitCode()).as("%s", made).isZero();
            assertThat(made.answer())
                    .contains("archive, as the data set names it: " + published.url())
                    .contains("fetched: 4 files new", "loaded: 8,638 rows of 2 months")
                    .containsPattern("(?s)equal: autumn, 2 pairs, 8 days, 8638 rows, root " + root
                            + "\\R.*equal: autumn, 2 pairs, 8 days, 8638 rows, root " + root);

            ArchiveZips.alter(archive, "ETHUSDT-1m-2025-10");
            ToolRun other = ToolRun.sandbox(empty, reproduce);
            assertThat(other.exitCode()).as("%s", other).isEqualTo(1);
            assertThat(other.log()).contains("uploaded again: ETHUSDT-1m-2025-10.zip");
            assertThat(other.answer())
                    .contains("ETHUSDT klines 1m 2025-10-29: values differ, 1178 rows, as described, in the hour 04"
                            + " (ETHUSDT-1m-2025-10.zip)")
                    .contains(" 1 differences, root ")
                    .doesNotContain("loaded: ");
        }
    }

    /** Cassandra itself takes such files in silence and reads them wrong. TableDefinitionTest has more of such tables. */
    @Test
    void refusesATableThatIsNotTheContracts(Servers servers, @TempDir Path folder) throws IOException {
        Path archive = ArchiveZips.of(RecordedData.folder("klines-spot-1m"), folder.resolve("archive"));
        Map<String, Function<String, String>> wrong = Map.of(
                "has to be timestamp timestamp (clustering 0, desc)",
                        cql -> cql.replace("timestamp DESC", "timestamp ASC"),
                "it forgets its rows after 60 s", cql -> cql + " AND default_time_to_live = 60");
        String right = new CqlFile(ProjectFolder.find().root().resolve("cassandra/assets.cql"))
                .statements()
                .get(0);
        try (CqlSession session = servers.superuser().connect()) {
            new TableSetup(session).tables("history_wrong");
            for (Map.Entry<String, Function<String, String>> one : wrong.entrySet()) {
                session.execute("DROP TABLE IF EXISTS assets.history_wrong");
                session.execute(one.getValue().apply(right.replace("assets.assets", "assets.history_wrong")));
                ToolRun run = ToolRun.history(
                        reaching(servers, folder, "history_wrong"), "load", "--data", archive.toString());
                assertRefused(run, one.getKey());
                assertThat(session.execute("SELECT asset_name FROM assets.history_wrong")
                                .all())
                        .isEmpty();
                assertThat(folder.resolve("load")).doesNotExist();
            }
            session.execute("DROP TABLE assets.history_wrong");
            assertRefused(
                    ToolRun.history(reaching(servers, folder, "history_wrong"), "load", "--data", archive.toString()),
                    "there is no such table");
        }
    }

    /** A month with a file that is refused changes nothing; those before it stay. */
    @Test
    void refusesFilesAndLoginsByName(Servers servers, @TempDir Path folder) throws IOException {
        Path archive = ArchiveZips.of(RecordedData.folder("klines-spot-1m"), folder.resolve("archive"));
        Path altered = archive.resolve("ETHUSDT-1m-2025-10.zip");
        byte[] bytes = Files.readAllBytes(altered);
        bytes[bytes.length / 2] = (byte) (bytes[bytes.length / 2] ^ 1);
        Files.write(altered, bytes);
        try (CqlSession session = servers.superuser().connect()) {
            Pipeline pipeline = pipeline(servers, folder, session, "history_refused");
            String[] load = {"load", "--data", archive.toString(), "--from", "2025-10", "--to", "2025-10"};
            assertRefused(
                    ToolRun.history(pipeline.with("CANDLESTREAM_HISTORY_JMX_PASSWORD", "wrong"), load),
                    "login refused");
            assertRefused(
                    ToolRun.history(pipeline.with("CANDLESTREAM_HISTORY_JMX_PORT", "1"), load), "nobody answers there");
            assertRefused(ToolRun.history(pipeline, load), "ETHUSDT-1m-2025-10.zip: its SHA-256 is ");
            assertThat(rows(session, "assets.history_refused")).isEmpty();

            bytes[bytes.length / 2] = (byte) (bytes[bytes.length / 2] ^ 1);
            Files.write(altered, bytes);
            ToolRun fixed = ToolRun.history(pipeline, load);
            assertThat(fixed.exitCode()).as("%s", fixed).isZero();
            int whole = rows(session, "assets.history_refused").size();

            String lines = "1761955200000,1.0,2.0,0.5,1.5,10.0,1761955259999,15.0,3,1.0,1.5,0\n";
            ArchiveZips.write(archive, "ETHUSDT-1m-2025-11", lines);
            ToolRun again = ToolRun.history(
                    pipeline, "load", "--data", archive.toString(), "--from", "2025-11", "--symbols", "ETHUSDT");
            assertThat(again.answer()).contains("loaded: 1 rows of 1 months");
            assertThat(rows(session, "assets.history_refused")).hasSize(whole + 1);
        }
    }

    /** Killed at any moment and started again, it ends with the same rows, and its files are whole ones. */
    @Test
    void goesOnAfterKills(Servers servers, @TempDir Path folder) {
        Path recorded = RecordedData.folder("klines-spot-1m");
        Path archive = ArchiveZips.of(recorded, folder.resolve("archive"));
        int kills = Integer.getInteger("candlestream.kills", 1);
        Random random = new Random(kills);
        try (CqlSession session = servers.superuser().connect()) {
            for (int i = 0; i < kills; i++) {
                session.execute("DROP TABLE IF EXISTS assets.history_killed");
                Pipeline pipeline = pipeline(servers, folder, session, "history_killed");
                List<String> arguments = new ArrayList<>(ProjectFolder.find().program("loader"));
                arguments.addAll(List.of("load", "--data", archive.toString()));
                int moment = random.nextInt(1000);
                try (ChildJvm load = ChildJvm.start(
                        "loader", arguments, pipeline.environment(), folder.resolve("load.log"), line -> {})) {
                    await().pollInterval(Duration.ofMillis(20))
                            .atMost(DEADLINE)
                            .until(() -> Files.exists(folder.resolve("load")) || !load.alive());
                    await().pollDelay(Duration.ofMillis(moment))
                            .atMost(DEADLINE)
                            .until(() -> true);
                    load.kill();
                }
                ToolRun rest = ToolRun.history(pipeline, "load", "--data", archive.toString());
                assertThat(rest.exitCode()).as("after %d ms: %s", moment, rest).isZero();
                RecordedData.assertHolds(new CandleTable(session, "assets.history_killed"), recorded);
            }
        }
    }

    static void assertRefused(ToolRun run, String why) {
        assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
        assertThat(run.log().strip()).as("%s", run).contains(why).doesNotContain("\n");
        assertThat(run.answer()).isEmpty();
    }

    /** What producer and consumer make of the same files. */
    private static Map<String, String> throughTheSinks(
            HistoryStores stores, Pipeline live, Path archive, CqlSession session) {
        Pipeline pipeline = stores.reached(live, "sink").streaming(List.of("klines"), HistoryStores.SINKS);
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            ToolRun load = ToolRun.producer(
                    pipeline,
                    "backfill",
                    "--symbols",
                    "BTCUSDT,ETHUSDT",
                    "--from",
                    "2021-01-01",
                    "--data",
                    archive.toString(),
                    "--rate",
                    "100000");
            assertThat(load.exitCode()).as("%s", load).isZero();
            await().atMost(DEADLINE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> session.execute("SELECT COUNT(*) FROM " + SINK + ".assets")
                                    .one()
                                    .getLong(0)
                            == ROWS);
            stores.awaitRows("sink", ROWS);
            assertThat(consumer.stop(DEADLINE)).as(consumer.tail()).isZero();
        }
        return rows(session, SINK + ".assets");
    }

    private static Pipeline pipeline(Servers servers, Path folder, CqlSession session, String table) {
        new TableSetup(session).tables(table);
        return reaching(servers, folder, table);
    }

    private static Pipeline reaching(Servers servers, Path folder, String table) {
        assumeTrue(servers instanceof EmbeddedServers, "skipped: the loader runs on the node's machine");
        return Pipeline.between(servers, servers.superuser(), folder)
                .with(((EmbeddedServers) servers).jmx())
                .with("ASSET_CASSANDRA_TABLE", table)
                .with("ASSET_PRICES_TOPIC", "data." + table)
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        folder.resolve("bookmarks").toString())
                .with("CANDLESTREAM_HISTORY_FOLDER", folder.resolve("load").toString());
    }

    /** All of a table but when its rows came, with the write times. */
    private static Map<String, String> rows(CqlSession session, String table) {
        return rows(session, select(table));
    }

    /** Asks for that. */
    static SimpleStatement select(String table) {
        return SimpleStatement.newInstance(
                "SELECT asset_name, timestamp, id, open, high, low, close, volume, quote_volume, trades,"
                        + " is_closed, close_time, symbol, interval, event_time, first_trade_id, last_trade_id, taker_buy_volume,"
                        + " taker_buy_quote_volume, source, " + WRITE_TIMES + " FROM " + table);
    }

    /** What comes of such a query, by asset and time. */
    static Map<String, String> rows(CqlSession session, SimpleStatement select) {
        Map<String, String> rows = new TreeMap<>();
        for (Row row : session.execute(select)) {
            List<String> values = new ArrayList<>();
            for (int i = 2; i < row.size(); i++) {
                values.add(String.valueOf(row.getObject(i)));
            }
            rows.put(row.getString(0) + " " + row.getInstant(1), String.join(" ", values));
        }
        return rows;
    }
}
