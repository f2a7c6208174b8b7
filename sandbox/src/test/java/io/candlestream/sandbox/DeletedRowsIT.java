package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows that somebody deleted hide what is loaded again: {@code verify} says so, and the way out of docs/operations.md is one. */
@ExtendWith(SharedServers.class)
class DeletedRowsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String NAME = "deleted";
    private static final long START = 1_735_689_600_000L;
    private static final String JMX_PORT = "-Dcassandra.jmx.local.port=";

    @Test
    void whatWasDeletedByHandComesBackByTheWayThatTheDocumentsTell(Servers servers, @TempDir Path folder)
            throws IOException {
        assumeThat(servers).as("a node whose JMX port this process reaches").isInstanceOf(EmbeddedServers.class);
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Files.writeString(
                archive.resolve("BTCUSDT-1m-2025-01.csv"),
                LongStream.range(0, 5).mapToObj(DeletedRowsIT::row).collect(Collectors.joining()));
        Market market = Market.of(archive, Interval.MINUTE_1);
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, NAME, market, folder);
                CqlSession session = servers.superuser().connect();
                ChildJvm consumer = test.pipeline().consumer(line -> {})) {
            backfill(test, archive, "--to", "2025-01-01T00:03:00Z");
            awaitRows(test, 3);
            session.execute("DELETE FROM assets." + NAME
                    + " WHERE asset_name = 'bitcoin' AND timestamp = '2025-01-01T00:01:00Z'");

            // The rows of two more minutes show that all was stored which comes before them in the topic.
            backfill(test, archive);
            awaitRows(test, 4);
            ToolRun hidden = verify(test, archive);
            assertThat(hidden.exitCode()).as("%s", hidden).isEqualTo(1);
            assertThat(hidden.answer())
                    .contains("missing  bitcoin  2025-01-01T00:01:00Z")
                    .contains("missing rows that were loaded: dead letters (./candlestream dead-letters list), or rows"
                            + " once deleted by hand, which hide what is loaded again (docs/operations.md)");

            session.execute("ALTER TABLE assets." + NAME + " WITH gc_grace_seconds = 0");
            nodetool((EmbeddedServers) servers, folder, "flush", "assets", NAME);
            nodetool((EmbeddedServers) servers, folder, "compact", "assets", NAME);
            backfill(test, archive);
            awaitRows(test, 5);
            session.execute("ALTER TABLE assets." + NAME + " WITH gc_grace_seconds = 864000");
            ToolRun equal = verify(test, archive);
            assertThat(equal.exitCode()).as("%s", equal).isZero();
            assertThat(equal.answer())
                    .contains("equal: expected 5  stored 5  missing 0")
                    .doesNotContain("deleted by hand");
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
    }

    private static void backfill(TestPipeline test, Path archive, String... more) {
        Pipeline pipeline = test.pipeline()
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        test.pipeline().folder().resolve("bookmarks").toString());
        List<String> arguments = new ArrayList<>(
                List.of("backfill", "--symbols", "BTCUSDT", "--from", "2025-01-01", "--data", archive.toString()));
        arguments.addAll(List.of(more));
        ToolRun run = ToolRun.producer(pipeline, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    private static ToolRun verify(TestPipeline test, Path archive) {
        return ToolRun.tool(test.pipeline(), "verify", "--data", archive.toString());
    }

    private static void awaitRows(TestPipeline test, int count) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(
                        StreamSupport.stream(test.table().rows().spliterator(), false))
                .hasSize(count));
    }

    /** Cassandra's own program, as it is installed with a node, whose doors in Java's modules it needs too. */
    private static void nodetool(EmbeddedServers servers, Path folder, String... arguments) {
        List<String> node =
                List.of(ProcessHandle.of(servers.cassandra().process().pid())
                        .flatMap(process -> process.info().arguments())
                        .orElseThrow());
        String port = node.stream()
                .filter(argument -> argument.startsWith(JMX_PORT))
                .map(argument -> argument.substring(JMX_PORT.length()))
                .findFirst()
                .orElseThrow();
        List<String> command = new ArrayList<>(
                node.stream().filter(argument -> argument.startsWith("--add-")).toList());
        command.addAll(List.of(
                "-Duser.home=" + folder,
                "-cp",
                ProjectFolder.find().lib("sandbox/cassandra") + "/*",
                "org.apache.cassandra.tools.NodeTool",
                "-p",
                port,
                "-u",
                servers.superuser().user(),
                "-pw",
                servers.superuser().password()));
        command.addAll(List.of(arguments));
        try (ChildJvm tool =
                ChildJvm.start("nodetool", command, Map.of(), folder.resolve("nodetool.log"), line -> {})) {
            assertThat(tool.await(DEADLINE)).as(tool.tail()).isZero();
        }
    }

    private static String row(long minute) {
        long open = START + minute * 60_000;
        return String.format(Locale.ROOT, "%d,1.0,2.0,0.5,1.5,10.5,%d,15.0,3,4.0,6.0,0%n", open, open + 59_999);
    }
}
