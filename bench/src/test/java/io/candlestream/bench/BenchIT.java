package io.candlestream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.Listeners;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A race so short that its figures say nothing, but every row of it is real; nothing listens beyond this machine. */
@Tag("nightly")
class BenchIT {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void provesThatContendersStoredTheSameRows() throws IOException {
        Path json = folder.resolve("results.json");
        Path report = folder.resolve("results.md");
        Listeners listeners = Listeners.none();
        int code = watched(
                listeners,
                () -> Bench.run(
                        "bench",
                        "--quick",
                        "--only=sink,trades-sink,postgres-sink,postgres-trades-sink,history",
                        "--contenders=ours,bare loop,connector tuned,jdbc append",
                        "--rows=20000",
                        "--json=" + json,
                        "--report=" + report));

        assertThat(code).isZero();
        // Broker, Cassandra (clients, its own network and JMX), and of the contender metrics, Spark's driver and block
        // manager.
        assertThat(listeners.loopback()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(listeners.beyond()).isEmpty();
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(results.findValuesAsText("contender"))
                .containsExactly("ours", "bare loop", "connector tuned", "ours", "ours", "jdbc append", "ours", "ours");
        assertThat(results.findValues("median")).allMatch(median -> median.asDouble() > 0);
        assertThat(Files.readString(report))
                .contains("has to store 20,000 rows")
                .contains("commitlog_sync batch")
                .doesNotContain("failed");
    }

    @Test
    void aLoadWritesWhatItSaysAndListensToNobody() throws IOException {
        try (EmbeddedServers servers = EmbeddedServers.launch(folder.resolve("servers"))) {
            servers.cassandra().kill(); // a load needs the broker alone
            Map<String, String> environment =
                    Map.of("REDPANDA_BROKERS", servers.brokers(), "ASSET_PRICES_TOPIC", "data.loaded");
            List<String> arguments = List.of(
                    "-jar",
                    ProjectFolder.find().jar("bench").toString(),
                    "load",
                    "--rate=500",
                    "--assets=10",
                    "--for=2s");
            Listeners listeners = Listeners.none();
            try (ChildJvm load =
                    ChildJvm.start("load", arguments, environment, folder.resolve("load.log"), line -> {})) {
                assertThat(watched(listeners, () -> load.await(Duration.ofSeconds(60))))
                        .as(load.tail())
                        .isZero();
            }

            assertThat(Files.readString(folder.resolve("load.log"))).contains("1,000");
            assertThat(Topics.size(servers.brokers(), "data.loaded")).isEqualTo(1000);
            assertThat(listeners.beyond()).isEmpty();
        }
    }

    /** Adds to {@code listeners} those of this process and of what it starts, while {@code work} is done. */
    private static int watched(Listeners listeners, Supplier<Integer> work) {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(work);
        await().atMost(DEADLINE).pollInterval(LOOK).until(() -> {
            listeners.look(ProcessHandle.current());
            return code.isDone();
        });
        return code.join();
    }
}
