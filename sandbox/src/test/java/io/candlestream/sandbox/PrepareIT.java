package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new Cassandra becomes the pipeline's, once and again, and the login that everybody knows ends. */
class PrepareIT {
    private static final String PREFIX = "CANDLESTREAM_TOOLS_PREPARE_";
    private static final String TABLES = "SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'assets'";

    @Test
    void replacesTheWellKnownLoginAndMakesRolesAndTables(@TempDir Path folder) {
        try (EmbeddedServers servers = EmbeddedServers.start(folder)) {
            CassandraLogin wellKnown = servers.superuser();
            Pipeline pipeline = Pipeline.between(servers, wellKnown, folder)
                    .with(PREFIX + "ADMIN_PASSWORD", "owners-9f3a7c'1e")
                    .with(PREFIX + "WRITER_PASSWORD", "writers-9f3a7c1e")
                    .with(PREFIX + "READER_PASSWORD", "readers-9f3a7c1e");

            refusesAPlaceholderAndLeavesAllAsItWas(pipeline, wellKnown);
            makesAllAndEndsTheWellKnownLogin(pipeline, wellKnown);
            namesTheWayOutWhenTheSuperuserIsAnother(pipeline);
            givesTheWriterANewPassword(pipeline, wellKnown);
            keepsTickersAsLongAsTheSettingsSay(pipeline, wellKnown);
            takesNamesInMixedCase(pipeline);
        }
    }

    private static void refusesAPlaceholderAndLeavesAllAsItWas(Pipeline pipeline, CassandraLogin wellKnown) {
        ToolRun run = ToolRun.tool(pipeline.with(PREFIX + "READER_PASSWORD", "change-me-please"), "prepare");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.log()).contains("prepare.reader-password").doesNotContain("change-me-please");
        wellKnown.connect().close();
    }

    private static void makesAllAndEndsTheWellKnownLogin(Pipeline pipeline, CassandraLogin wellKnown) {
        ToolRun run = ToolRun.tool(pipeline, "prepare", "--intervals", "5m,1h");

        assertThat(run.exitCode()).as("%s", run).isZero();
        // Cassandra believes what it knows of a login for two seconds.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThatThrownBy(
                        () -> wellKnown.connect().close())
                .isInstanceOf(AllNodesFailedException.class));
        try (CqlSession writer =
                wellKnown.as("candlestream_writer", "writers-9f3a7c1e").connect()) {
            assertThat(writer.execute(TABLES).all())
                    .extracting(row -> row.getString(0))
                    .containsExactlyInAnyOrder(
                            "agg_trade_revisions",
                            "agg_trades",
                            "assets",
                            "assets_1h",
                            "assets_5m",
                            "certificates",
                            "correlations",
                            "features",
                            "gaps",
                            "metrics",
                            "revisions",
                            "ticker",
                            "ticker_1d",
                            "ticker_1h",
                            "ticker_4h",
                            "trade_metrics",
                            "trade_revisions",
                            "trades");
            assertThatThrownBy(() -> writer.execute("DROP TABLE assets.gaps"))
                    .isInstanceOf(UnauthorizedException.class);
        }
    }

    private static void givesTheWriterANewPassword(Pipeline pipeline, CassandraLogin wellKnown) {
        Pipeline changed = pipeline.with(PREFIX + "WRITER_PASSWORD", "writers-new-5d2b");

        // Cassandra refuses to change a password within five seconds of its making.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(ToolRun.tool(changed, "prepare").exitCode()).isZero());
        // Cassandra believes what it knows of a login for two seconds.
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(AllNodesFailedException.class)
                .untilAsserted(() -> wellKnown
                        .as("candlestream_writer", "writers-new-5d2b")
                        .connect()
                        .close());
    }

    private static void keepsTickersAsLongAsTheSettingsSay(Pipeline pipeline, CassandraLogin wellKnown) {
        Pipeline changed = pipeline.with(PREFIX + "WRITER_PASSWORD", "writers-new-5d2b");
        Pipeline keeping = changed.with("CANDLESTREAM_TOOLS_TICKER_1H_KEEP", "30 days");
        Pipeline reader = keeping.with("ASSET_CASSANDRA_USERNAME", "candlestream_reader")
                .with("ASSET_CASSANDRA_PASSWORD", "readers-9f3a7c1e")
                .with("CANDLESTREAM_CONSUMER_TICKER_1H", "true");
        String difference =
                "rows of assets.ticker_1h stay for ever, but the settings say that they vanish 30 days after";

        assertThat(ToolRun.tool(reader, "doctor").answer()).contains(difference);
        assertThat(ToolRun.tool(keeping, "prepare").exitCode()).isZero();
        assertThat(lifetime(wellKnown, "ticker_1h")).isEqualTo(2_592_000);
        assertThat(lifetime(wellKnown, "ticker_1d")).isZero();
        assertThat(ToolRun.tool(reader, "doctor").answer()).doesNotContain("settings say that they");
        assertThat(ToolRun.tool(changed.with("CANDLESTREAM_TOOLS_TICKER_1H_KEEP", "9000 days"), "prepare")
                        .log())
                .contains("ticker_1h-keep", "1 second to 20 years");
        assertThat(ToolRun.tool(
                                changed.with("CANDLESTREAM_TOOLS_CANDLES_WINDOW", "30 days")
                                        .with("CANDLESTREAM_TOOLS_CANDLES_KEEP", "400 days"),
                                "prepare")
                        .exitCode())
                .isZero();
        assertThat(lifetime(wellKnown, "ticker_1h")).isZero();
        assertThat(lifetime(wellKnown, "assets")).isEqualTo(34_560_000);
        assertThat(ToolRun.tool(reader.with("CANDLESTREAM_TOOLS_CANDLES_WINDOW", "7 days"), "doctor")
                        .answer())
                .contains("assets.assets is not compacted in windows of 7 days as the settings say")
                .contains("rows of assets.assets vanish 400 days after they were stored");
    }

    private static int lifetime(CassandraLogin login, String table) {
        try (CqlSession admin =
                login.as("candlestream_admin", "owners-9f3a7c'1e").connect()) {
            return Objects.requireNonNull(admin.execute(
                                    "SELECT default_time_to_live FROM system_schema.tables WHERE keyspace_name = 'assets'"
                                            + " AND table_name = ?",
                                    table)
                            .one())
                    .getInt(0);
        }
    }

    private static void takesNamesInMixedCase(Pipeline pipeline) {
        Pipeline mixed = pipeline.with("ASSET_CASSANDRA_KEYSPACE", "MarketData")
                .with("ASSET_CASSANDRA_TABLE", "Candles")
                .with(PREFIX + "WRITER_PASSWORD", "writers-new-5d2b");
        ToolRun prepared = ToolRun.tool(mixed, "prepare");
        assertThat(prepared.exitCode()).as("%s", prepared).isZero();

        Pipeline reader = mixed.with("ASSET_CASSANDRA_USERNAME", "candlestream_reader")
                .with("ASSET_CASSANDRA_PASSWORD", "readers-9f3a7c1e");
        ToolRun inItsKeyspace = ToolRun.tool(reader, "cql", "SELECT asset_name, close FROM \"Candles\"");
        assertThat(inItsKeyspace.exitCode()).as("%s", inItsKeyspace).isZero();
        assertThat(inItsKeyspace.answer()).contains("asset_name  close").contains("(0 rows)");
        ToolRun tables = ToolRun.tool(
                reader, "cql", "SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'MarketData'");
        assertThat(tables.answer())
                .contains(
                        "Candles", "gaps", "trades", "features", "metrics", "ticker_1h", "trade_metrics", "(16 rows)");
        ToolRun misspelt = ToolRun.tool(reader, "cql", "SELECT * FROM candels");
        assertThat(misspelt.log())
                .contains(
                        "candels does not exist (MarketData has: \"Candles\", agg_trade_revisions, agg_trades, certificates, correlations, features, gaps, metrics, revisions, ticker, ticker_1d, ticker_1h, ticker_4h, trade_metrics, trade_revisions, trades)");
        ToolRun verify = ToolRun.tool(reader, "verify");
        assertThat(verify.log()).contains("Cannot verify: there is nothing to compare");
    }

    private static void namesTheWayOutWhenTheSuperuserIsAnother(Pipeline pipeline) {
        ToolRun run = ToolRun.tool(
                pipeline.with(PREFIX + "ADMIN_PASSWORD", "owners-other-77e1").with(PREFIX + "DEADLINE", "1 s"),
                "prepare");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.log())
                .contains("Cannot log in to Cassandra as candlestream_admin within 1 s: refused")
                .doesNotContain("owners-other-77e1");
    }
}
