package io.candlestream.sandbox;

import static io.candlestream.sandbox.HistoryIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import io.candlestream.sandbox.server.CassandraCluster;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.simulator.TestAuthority;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past in bulk into a cluster that speaks TLS: each replica of a candle gets it, and no other node. */
@Tag("nightly")
@Order(4)
class StreamedHistoryIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int NODES = 3;
    private static final int COPIES = 2;
    private static final int MINUTES = 500;
    private static final String KEYSPACE = "spread";
    private static final String TABLE = KEYSPACE + ".assets";
    private static final List<String> MONTHS = List.of("2025-10", "2025-11");
    private static final List<String> SYMBOLS =
            List.of("ONEUSDT", "TWOUSDT", "THREEUSDT", "FOURUSDT", "FIVEUSDT", "SIXUSDT", "SEVENUSDT", "EIGHTUSDT");
    private static final int ROWS = MINUTES * MONTHS.size() * SYMBOLS.size();

    @TempDir
    private Path folder;

    /** What the node that is asked has itself: Cassandra's servers know it, the driver does not. */
    private enum OfOneNode implements ConsistencyLevel {
        NODE_LOCAL;

        @Override
        public int getProtocolCode() {
            return 11;
        }

        @Override
        public boolean isDcLocal() {
            return false;
        }

        @Override
        public boolean isSerial() {
            return false;
        }
    }

    @Test
    void eachReplicaGetsItsRowsOnce() throws IOException {
        TestAuthority authority = new TestAuthority(Files.createDirectories(folder.resolve("authority")));
        Path archive = archive(Files.createDirectories(folder.resolve("archive")));
        CassandraCluster.Protection protection =
                new CassandraCluster.Protection(authority::keys, authority.trusted(), TestAuthority.PASSWORD);
        try (CassandraCluster cluster = CassandraCluster.start(NODES, folder.resolve("cluster"), protection);
                CqlSession session = cluster.superuser().connect()) {
            await().atMost(DEADLINE)
                    .until(() -> session.getMetadata().getNodes().size() == NODES && session.checkSchemaAgreement());
            TestKeyspace.execute(
                    session,
                    "CREATE KEYSPACE " + KEYSPACE
                            + " WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': " + COPIES
                            + "}");
            TestKeyspace.make(session, KEYSPACE, List.of("assets", "gaps", "revisions"));
            Pipeline plain = Pipeline.between(cluster, cluster.superuser(), folder)
                    .with("ASSET_CASSANDRA_KEYSPACE", KEYSPACE)
                    .with("CANDLESTREAM_HISTORY_FOLDER", folder.resolve("load").toString());
            Pipeline pipeline = plain.with("CANDLESTREAM_HISTORY_STREAM_TLS", "true")
                    .with(
                            "CANDLESTREAM_HISTORY_STREAM_TRUSTSTORE",
                            authority.trusted().toString())
                    .with("CANDLESTREAM_HISTORY_STREAM_TRUSTSTORE_PASSWORD", TestAuthority.PASSWORD)
                    .with(
                            "CANDLESTREAM_HISTORY_STREAM_KEYSTORE",
                            authority.keys("loader").toString())
                    .with("CANDLESTREAM_HISTORY_STREAM_KEYSTORE_PASSWORD", TestAuthority.PASSWORD);

            refusedWhereItCannotBe(plain, pipeline, archive);
            assertThat(session.execute("SELECT asset_name FROM " + TABLE).all()).isEmpty();

            assertThat(loaded(pipeline, archive)).contains("loaded: 8,000 rows of 2 months in");
            Collection<Node> nodes = session.getMetadata().getNodes().values();
            Map<Node, Map<String, String>> rows = ofEach(nodes, session);
            assertThat(rows.values().stream().mapToInt(Map::size).sum()).isEqualTo(ROWS * COPIES);
            for (String symbol : SYMBOLS) {
                assertThatItsReplicasHave(symbol, session, rows);
            }
            ToolRun verify = ToolRun.tool(pipeline, "verify", "--files", "--data", archive.toString());
            assertThat(verify.exitCode()).as("%s", verify).isZero();
            assertThat(verify.answer()).contains("equal: expected " + ROWS + "  stored " + ROWS);

            assertThat(loaded(pipeline, archive)).contains("loaded: 0 rows of 0 months", "2 months were loaded before");
            assertThat(loaded(pipeline, archive, "--again")).contains("loaded: 8,000 rows of 2 months in");
            assertThat(ofEach(nodes, session)).isEqualTo(rows);

            cluster.node(NODES - 1).kill();
            assertRefused(
                    ToolRun.history(pipeline, stream(archive, "--again")),
                    "Cannot load: no connection to the storage port of 127.0.0.3:");
            rows.keySet().removeIf(node -> node.getEndPoint().toString().contains("127.0.0.3"));
            assertThat(rows).hasSize(NODES - 1);
            assertThat(ofEach(rows.keySet(), session)).isEqualTo(rows);
        }
    }

    /** By the import of one node, at a port at which nobody listens, and without the TLS that the nodes want. */
    private static void refusedWhereItCannotBe(Pipeline plain, Pipeline pipeline, Path archive) {
        assertRefused(
                ToolRun.history(pipeline, "load", "--data", archive.toString()),
                "Cannot load into a cluster of 3 nodes by JMX: a node takes over only what it owns (--import stream ");
        int nobody = Ports.free();
        assertRefused(
                ToolRun.history(
                        pipeline.with("CANDLESTREAM_HISTORY_STREAM_PORT", String.valueOf(nobody)), stream(archive)),
                "no connection to the storage port of 127.0.0.1:" + nobody + " (Connection refused), 127.0.0.2:"
                        + nobody);
        assertRefused(ToolRun.history(plain, stream(archive)), "CANDLESTREAM_HISTORY_STREAM_TLS");
    }

    private static String loaded(Pipeline pipeline, Path archive, String... more) {
        ToolRun run = ToolRun.history(pipeline, stream(archive, more));
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.log()).isEmpty();
        return run.answer();
    }

    private static String[] stream(Path archive, String... more) {
        List<String> arguments = new ArrayList<>(List.of("load", "--data", archive.toString(), "--import", "stream"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** The rows that each node has itself. */
    private static Map<Node, Map<String, String>> ofEach(Collection<Node> nodes, CqlSession session) {
        String select = HistoryIT.select(TABLE).getQuery() + " WHERE asset_name = ?";
        return nodes.stream().collect(Collectors.toMap(node -> node, node -> {
            Map<String, String> rows = new TreeMap<>();
            for (String symbol : SYMBOLS) {
                rows.putAll(HistoryIT.rows(
                        session,
                        SimpleStatement.newInstance(select, asset(symbol))
                                .setConsistencyLevel(OfOneNode.NODE_LOCAL)
                                .setNode(node)));
            }
            return rows;
        }));
    }

    private static void assertThatItsReplicasHave(
            String symbol, CqlSession session, Map<Node, Map<String, String>> rows) {
        TokenMap ring = session.getMetadata().getTokenMap().orElseThrow();
        Set<Node> replicas =
                ring.getReplicas(KEYSPACE, ByteBuffer.wrap(asset(symbol).getBytes(StandardCharsets.UTF_8)));
        assertThat(replicas).hasSize(COPIES);
        Set<Map<String, String>> copies = rows.entrySet().stream()
                .filter(node -> replicas.contains(node.getKey()))
                .map(node -> of(symbol, node.getValue()))
                .collect(Collectors.toSet());
        assertThat(copies).as("the copies of %s, as one", symbol).hasSize(1);
        assertThat(copies.iterator().next()).hasSize(MINUTES * MONTHS.size());
    }

    private static Map<String, String> of(String symbol, Map<String, String> rows) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(asset(symbol) + " "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** None of them has a name of its own. */
    private static String asset(String symbol) {
        return symbol.toLowerCase(Locale.ROOT);
    }

    private static Path archive(Path folder) throws IOException {
        for (String month : MONTHS) {
            long start = Instant.parse(month + "-01T00:00:00Z").toEpochMilli();
            for (String symbol : SYMBOLS) {
                StringBuilder lines = new StringBuilder();
                for (int minute = 0; minute < MINUTES; minute++) {
                    long open = start + minute * 60_000L;
                    int price = 1000 + (minute * 7 + symbol.hashCode() % 97) % 500;
                    lines.append(open + "," + price + ".5," + (price + 1) + "," + price + ".01," + price + ".75,"
                            + minute + ".5," + (open + 59_999) + "," + (price + minute) + ".25,5,0.25,2.125,0\n");
                }
                ArchiveZips.write(folder, symbol + "-1m-" + month, lines.toString());
            }
        }
        return folder;
    }
}
