package io.candlestream.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The demo's broker and Cassandra, fresh, with a topic and a table of its own for every run. */
public final class BenchServers implements AutoCloseable {
    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final EmbeddedServers servers;
    private final CqlSession session;
    private final TableSetup cql;
    private final AtomicInteger numbers = new AtomicInteger();

    /** Starts the servers with their data under {@code folder}. */
    public BenchServers(Path folder) {
        this.folder = folder;
        this.servers = EmbeddedServers.start(folder);
        this.session = servers.superuser().connect();
        this.cql = new TableSetup(session);
        cql.keyspace();
    }

    /** A new topic, partitioned for this machine, and what a program needs to know to write to it. */
    public Map<String, String> newTopic() {
        String topic = "data.bench_" + numbers.incrementAndGet();
        Topics.create(servers.brokers(), topic, Math.max(2, Runtime.getRuntime().availableProcessors()));
        return Map.of(
                "REDPANDA_BROKERS", servers.brokers(), "ASSET_PRICES_TOPIC", topic, "ASSET_SCHEMA_LOCATION", schema());
    }

    /** Removes a topic that {@link #newTopic} made. */
    public void drop(Map<String, String> topic) {
        Topics.delete(servers.brokers(), topic.get("ASSET_PRICES_TOPIC"));
    }

    /** A program's way from {@code topic} to a new, empty table, with a checkpoint of its own. */
    public Pipeline newTable(Map<String, String> topic) {
        Pipeline pipeline = pipeline(topic);
        cql.tables(pipeline.value("ASSET_CASSANDRA_TABLE"));
        return pipeline;
    }

    /** As {@link #newTable}, for a program that needs no table. */
    public Pipeline pipeline(Map<String, String> topic) {
        String table = "bench_" + numbers.incrementAndGet();
        return Pipeline.between(servers, servers.superuser(), folder.resolve(table))
                .with("ASSET_PRICES_TOPIC", topic.get("ASSET_PRICES_TOPIC"))
                .with("ASSET_CASSANDRA_KEYSPACE", "assets")
                .with("ASSET_CASSANDRA_TABLE", table)
                .with("ASSET_SCHEMA_LOCATION", schema())
                .watchable();
    }

    private static String schema() {
        return ProjectFolder.find().root().resolve("schemas/assets.avsc").toString();
    }

    /** Removes a table that {@link #newTable} made. */
    public void drop(Pipeline pipeline) {
        session.execute("DROP TABLE " + nameOf(pipeline));
    }

    /** Keyspace and table. */
    public static String nameOf(Pipeline pipeline) {
        return pipeline.value("ASSET_CASSANDRA_KEYSPACE") + "." + pipeline.value("ASSET_CASSANDRA_TABLE");
    }

    /** Counts the writes that a table takes. */
    public TableWrites writes(Pipeline pipeline) {
        return new TableWrites(
                session, pipeline.value("ASSET_CASSANDRA_KEYSPACE"), pipeline.value("ASSET_CASSANDRA_TABLE"));
    }

    /** Broker and Cassandra as processes. */
    public List<ProcessTree> processes() {
        return List.of(
                new ProcessTree(servers.broker().pid()),
                new ProcessTree(servers.cassandra().pid()));
    }

    /** Returns when the servers have nothing left to do of the run before, or after a minute. */
    public void settle() {
        new IdleWait(processes()).await(SETTLE_PATIENCE);
    }

    /** A session of the superuser. */
    public CqlSession session() {
        return session;
    }

    /** Where the runs of these servers may write. */
    public Path folder() {
        return folder;
    }

    /** What the node itself says of its version and of the settings that matter for writing. */
    public String description() {
        return NodeSettings.line(session);
    }

    @Override
    public void close() {
        session.close();
        servers.close();
        Folders.delete(folder);
    }
}
