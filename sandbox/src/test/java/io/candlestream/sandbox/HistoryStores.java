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
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** PostgreSQL and a lake beside the Cassandra that history is loaded into: what the sinks stored is what the load has to store. */
final class HistoryStores implements AutoCloseable {
    static final List<String> SINKS = List.of("cassandra", "postgres", "lake");

    /** All but when the rows came. */
    private static final String COLUMNS =
            "id, asset_name, interval, event_time, first_trade_id, last_trade_id, source, version, "
                    + EveryStoreIT.CANDLES;

    /** One a symbol and month. */
    private static final int FILES = 6;

    private static final String PASSWORD = "only-for-the-tests-of-history";
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Path POSTGRES =
            Path.of("target", "postgres", "HistoryIT").toAbsolutePath();

    private final Path folder;
    private final PostgresServer server;
    private final PostgresSetup setup;
    private final PostgresTables postgres;

    HistoryStores(Path folder) {
        Folders.delete(POSTGRES);
        this.folder = folder;
        this.server = PostgresServer.start(POSTGRES);
        this.setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        this.postgres = new PostgresTables(setup.owner());
    }

    private LakeFolder lake(String name) {
        return new LakeFolder(folder.resolve(name));
    }

    /** {@code pipeline} with PostgreSQL and the lake of this name. */
    Pipeline reached(Pipeline pipeline, String lake) {
        return pipeline.with(setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment())
                .with(lake(lake).environment())
                .with("CANDLESTREAM_LAKE_RAW", "false");
    }

    void awaitRows(String lake, int rows) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(postgres.number("SELECT count(*) FROM assets.assets"))
                .isEqualTo(rows));
        ParquetLake files = new ParquetLake(lake(lake).folder());
        await().atMost(DEADLINE)
                .ignoreExceptions() // of a file that is being written
                .until(() -> files.rows("candles") == rows);
    }

    /**
     * Loads into empty stores what the sinks stored: killed, with a store that refuses, to the end, and again.
     *
     * @param sink the lake that the sink wrote
     */
    void prove(Pipeline pipeline, String sink, Path archive, Path recorded) throws IOException {
        List<String> stored = postgres.lines("SELECT " + COLUMNS + " FROM assets.assets");
        Set<String> expected = expected(recorded);
        assertThat(stored).hasSameSizeAs(expected);
        Set<String> rows = new TreeSet<>(stored);
        assertHolds(lake(sink), rows, expected);

        postgres.execute("TRUNCATE assets.assets");
        Pipeline empty = reached(pipeline, "loaded")
                .with("CANDLESTREAM_HISTORY_FOLDER", folder.resolve("killed").toString());
        kill(empty, archive);
        ToolRun refused = ToolRun.history(
                empty.with("CANDLESTREAM_POSTGRES_PASSWORD", "wrong"),
                "load",
                "--data",
                archive.toString(),
                "--into",
                "postgres,lake");
        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(2);
        assertThat(refused.log().strip()).contains("Cannot reach PostgreSQL at").doesNotContain("\n");
        assertThat(refused.answer()).contains("lake loaded: ").doesNotContain("postgres");
        assertThat(load(empty, archive, "--into", "cassandra,postgres,lake"))
                .contains("lake loaded: 0 rows of 0 months");
        assertHolds(lake("loaded"), rows, expected);
        List<String> before = postgres.snapshot();
        load(empty, archive, "--into", "postgres,lake", "--again");
        for (String store : List.of("postgres", "lake")) {
            HistoryIT.assertRefused(HistoryIT.loadHours(empty, "--into", store), ": it is of 1m (");
        }
        assertThat(postgres.snapshot()).as("nothing was rewritten").isEqualTo(before);
        assertHolds(lake("loaded"), rows, expected);
        assertThat(lake("loaded").answer("check", "--minutes", "0"))
                .singleElement()
                .asString()
                .endsWith("candles: " + FILES + " files, " + rows.size()
                        + " rows, 0 faults, 0 files that belong to nothing");
        for (String store : List.of("postgres", "lake")) {
            ToolRun verify = ToolRun.tool(empty, "verify", "--files", "--sink", store, "--data", archive.toString());
            assertThat(verify.exitCode()).as("%s", verify).isZero();
            assertThat(verify.answer()).contains("equal: expected " + rows.size() + "  stored " + rows.size());
        }
        Path altered = Files.createDirectory(folder.resolve("altered"));
        Files.copy(archive.resolve("ETHUSDT-1m-2025-10.zip"), altered.resolve("ETHUSDT-1m-2025-10.zip"));
        ArchiveZips.alter(altered, "ETHUSDT-1m-2025-10");
        ToolRun other = ToolRun.tool(empty, "verify", "--files", "--sink", "lake", "--data", altered.toString());
        assertThat(other.exitCode()).as("%s", other).isEqualTo(1);
        assertThat(other.answer())
                .containsPattern("value  ethereum  2025-10-29T04:22:00Z  volume is [0-9.]+, expected [0-9.]+");
        hoursAreMadeOfMinutes(empty);
    }

    /** Into a table like that of the minutes, digit for digit, once. */
    private void hoursAreMadeOfMinutes(Pipeline pipeline) {
        Path sql = ProjectFolder.find().root().resolve("postgres/assets.sql");
        try {
            postgres.execute(Files.readString(sql)
                    .replace("assets.assets ", "assets.assets_1h ")
                    .replace("('assets', 'month'", "('assets_1h', 'month'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        setup.all(PASSWORD); // the rights on it
        String[] build = {"history", "build", "--from-1m", "1h", "--sink", "postgres"};
        ToolRun built = ToolRun.tool(pipeline.with("ASSET_CASSANDRA_TABLE", "assets"), build);
        assertThat(built.exitCode()).as("%s", built).isZero();
        long hours = postgres.number("SELECT count(*) FROM assets.assets_1h");
        assertThat(hours).isGreaterThan(400);
        assertThat(postgres.number("SELECT count(*) FROM assets.assets_1h h JOIN (SELECT asset_name,"
                        + " date_trunc('hour', timestamp) AS hour, sum(volume) AS volume, sum(quote_volume) AS quote,"
                        + " max(high) AS high, min(low) AS low, sum(trades) AS trades FROM assets.assets GROUP BY 1, 2"
                        + " HAVING count(*) = 60) m ON m.asset_name = h.asset_name AND m.hour = h.timestamp WHERE"
                        + " h.volume = m.volume AND h.quote_volume = m.quote AND h.high = m.high AND h.low = m.low"
                        + " AND h.trades = m.trades AND h.source = 'sum'"))
                .isEqualTo(hours);
        assertThat(ToolRun.tool(pipeline.with("ASSET_CASSANDRA_TABLE", "assets"), build)
                        .answer())
                .contains("1h: made 0  there before " + hours);
        ToolRun witness = ToolRun.tool(
                pipeline.with("ASSET_CASSANDRA_TABLE", "assets"), "verify", "--witness", "--sink", "postgres");
        assertThat(witness.exitCode()).as("%s", witness).isZero();
        assertThat(witness.answer()).contains("equal: compared " + hours + "  differing 0");
    }

    /** What is proved of corrections, in the stores that {@link #prove} has left. */
    HistoryRevisions revisions(Pipeline pipeline, CqlSession session, String keyspace) {
        return new HistoryRevisions(
                reached(pipeline, "loaded")
                        .with(
                                "CANDLESTREAM_HISTORY_FOLDER",
                                folder.resolve("killed").toString()),
                session,
                keyspace,
                postgres,
                lake("loaded"),
                folder);
    }

    /** Every candle of the files, digit for digit. */
    private static Set<String> expected(Path recorded) {
        Set<String> expected = new HashSet<>();
        RecordedData.candles(recorded)
                .forEach((candle, cells) -> expected.add(
                        EveryStoreIT.line(candle.substring(0, candle.indexOf(' ')), cells, EveryStoreIT::exact)));
        return expected;
    }

    private void assertHolds(LakeFolder lake, Set<String> rows, Set<String> expected) {
        List<String> loaded = postgres.lines("SELECT " + COLUMNS + " FROM assets.assets");
        assertThat(loaded).hasSameSizeAs(rows);
        assertThat(new TreeSet<>(loaded)).isEqualTo(rows);
        ParquetLake files = new ParquetLake(lake.folder());
        List<String> inLake = files.lines("candles", COLUMNS);
        assertThat(inLake).hasSameSizeAs(rows);
        assertThat(new TreeSet<>(inLake)).isEqualTo(rows);
        assertThat(new HashSet<>(files.lines("candles", EveryStoreIT.CANDLES))).isEqualTo(expected);
    }

    private static String load(Pipeline pipeline, Path archive, String... more) {
        List<String> arguments = new ArrayList<>(List.of("load", "--data", archive.toString()));
        arguments.addAll(List.of(more));
        ToolRun run = ToolRun.history(pipeline, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run.answer();
    }

    /** When the first of several months is on its way, or somewhat later. */
    private void kill(Pipeline pipeline, Path archive) {
        List<String> arguments = new ArrayList<>(ProjectFolder.find().program("loader"));
        arguments.addAll(List.of("load", "--data", archive.toString(), "--into", "postgres,lake"));
        try (ChildJvm load =
                ChildJvm.start("loader", arguments, pipeline.environment(), folder.resolve("load.log"), line -> {})) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(DEADLINE)
                    .until(() -> Files.exists(folder.resolve("killed")) || !load.alive());
            load.kill();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
