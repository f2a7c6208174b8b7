package io.candlestream.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.runtime.cassandra.NodeJmx;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** The demo's broker and Cassandra, fresh, with a topic and a table of its own for every run. */
public final class BenchServers implements BenchStore, AutoCloseable {
    private static final String KEYSPACE = "assets";
    private static final double NANOS = 1e9;

    private final Path folder;
    private final EmbeddedServers servers;
    private final CqlSession session;
    private final TableSetup cql;
    private final AtomicInteger numbers = new AtomicInteger();
    private BenchPostgres postgres;

    /** Starts the servers with their data under {@code folder}. */
    public BenchServers(Path folder) {
        this.folder = folder;
        this.servers = EmbeddedServers.start(folder);
        this.session = servers.superuser().connect();
        this.cql = new TableSetup(session);
    }

    /**
     * New topics of {@code stream} and of the klines, which are always on, partitioned for this machine; and what a program needs to
     * know to write to them.
     */
    public Map<String, String> newTopics(BenchStream stream) {
        Map<String, String> environment = new HashMap<>(Map.of("REDPANDA_BROKERS", servers.brokers()));
        Path schemas = ProjectFolder.find().root().resolve("schemas");
        for (BenchStream made : new LinkedHashSet<>(List.of(BenchStream.KLINES, stream))) {
            String topic = "data.bench_" + numbers.incrementAndGet();
            Topics.create(
                    servers.brokers(), topic, Math.max(2, Runtime.getRuntime().availableProcessors()));
            String schema = schemas.resolve(made.definition() + ".avsc").toString();
            made.topicVariables().forEach(variable -> environment.put(variable, topic));
            made.schemaVariables().forEach(variable -> environment.put(variable, schema));
            environment.putAll(made.switches());
        }
        return Map.copyOf(environment);
    }

    /** Removes topics that {@link #newTopics} made. */
    public void drop(Map<String, String> topics) {
        BenchStream.ALL.stream()
                .flatMap(stream -> stream.topicVariables().stream())
                .map(topics::get)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(topic -> Topics.delete(servers.brokers(), topic));
    }

    @Override
    public Pipeline newTables(Map<String, String> topics) {
        Pipeline pipeline = pipeline(topics);
        cql.tables(table(pipeline, BenchStream.KLINES));
        cql.table(BenchStream.TRADES.definition(), table(pipeline, BenchStream.TRADES));
        return pipeline;
    }

    /** As {@link #newTables}, for a program that needs no table. */
    public Pipeline pipeline(Map<String, String> topics) {
        String table = "bench_" + numbers.incrementAndGet();
        return Pipeline.between(servers, servers.superuser(), folder.resolve(table))
                .with(topics)
                .with("ASSET_CASSANDRA_KEYSPACE", KEYSPACE)
                .with(BenchStream.KLINES.tableVariable(), table)
                .with(BenchStream.TRADES.tableVariable(), table + "_trades")
                .watchable();
    }

    /** Removes the tables that {@link #newTables} made. */
    @Override
    public void drop(Pipeline pipeline) {
        BenchStream.ALL.stream().forEach(stream -> session.execute("DROP TABLE " + nameOf(pipeline, stream)));
    }

    /** Keyspace and table of {@code stream}. */
    public static String nameOf(Pipeline pipeline, BenchStream stream) {
        return KEYSPACE + "." + table(pipeline, stream);
    }

    static String table(Pipeline pipeline, BenchStream stream) {
        return pipeline.value(stream.tableVariable());
    }

    @Override
    public TableWrites writes(Pipeline pipeline, BenchStream stream) {
        return new TableWrites(session, KEYSPACE, table(pipeline, stream));
    }

    @Override
    public <E> Function<E, CompletionStage<Boolean>> asked(
            Pipeline pipeline, BenchStream stream, LatencyQuery<E> query) {
        return query.in(session, nameOf(pipeline, stream));
    }

    @Override
    public TableDigest digest(Pipeline pipeline, Workload<?> workload) {
        return workload.table().digest(session, nameOf(pipeline, workload.stream()));
    }

    /** A PostgreSQL beside them, started when it is first asked for. */
    public synchronized BenchPostgres postgres() {
        if (postgres == null) {
            postgres = new BenchPostgres(this, folder.resolve("postgres"));
        }
        return postgres;
    }

    /** Cassandra and that PostgreSQL, into both of which a consumer writes. */
    public BenchStore both() {
        return new BothStores(this, postgres());
    }

    /** Lakes in folders of this machine; {@code filled} gets each that has all rows, before they are proved. */
    public BenchStore lake(Consumer<Pipeline> filled) {
        return new BenchLake(this, filled);
    }

    /** This Cassandra with a table of metrics, which the consumer fills with these {@code settings}. */
    public BenchStore metrics(Map<String, String> settings) {
        return new BenchMetrics(this, settings);
    }

    private ProcessTree broker() {
        return new ProcessTree(servers.broker().process().pid());
    }

    /** Broker and Cassandra as processes. */
    @Override
    public List<ProcessTree> processes() {
        return List.of(broker(), cassandra());
    }

    /** A session of the superuser. */
    public CqlSession session() {
        return session;
    }

    /** The variables by which {@code history load} imports its files here. */
    public Map<String, String> jmx() {
        return servers.jmx();
    }

    /** The node's JMX, with the login of its superuser. */
    public NodeJmx node() {
        return NodeJmx.connect(
                Integer.parseInt(jmx().get("CANDLESTREAM_HISTORY_JMX_PORT")),
                Optional.of(Map.entry(
                        servers.superuser().user(), servers.superuser().password())),
                new NodeJmx.Names("its port", "its login"));
    }

    /** Cassandra's process; another one after {@link #restartCassandra}. */
    public ProcessTree cassandra() {
        return new ProcessTree(servers.cassandra().process().pid());
    }

    /** Kills Cassandra and starts it again; the seconds until it answers. */
    public double restartCassandra() {
        servers.cassandra().kill();
        long start = System.nanoTime();
        servers.cassandra().restart();
        return (System.nanoTime() - start) / NANOS;
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
        if (postgres != null) {
            postgres.close();
        }
        session.close();
        servers.close();
        Folders.delete(folder);
    }
}
