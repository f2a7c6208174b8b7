package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.EmbeddedServers.Protection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A Cassandra node in a child JVM, with password login and a commit log that is synced before a write is acknowledged. */
final class CassandraNode implements Server, AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Path folder;
    private final Optional<Protection> protection;
    private final OptionalInt metricsPort;
    private final int port = Ports.free();
    private final ProjectFolder home = ProjectFolder.find();
    private ChildJvm process;

    private CassandraNode(Path folder, Optional<Protection> protection, OptionalInt metricsPort) {
        this.folder = folder;
        this.protection = protection;
        this.metricsPort = metricsPort;
    }

    /**
     * Launches a node whose data lie in {@code folder}; {@link #awaitAnswer} says when it is there.
     *
     * @param metricsPort where it tells its metrics, as it does in containers; empty when nobody asks
     */
    static CassandraNode launch(Path folder, Optional<Protection> protection, OptionalInt metricsPort) {
        CassandraNode node = new CassandraNode(folder, protection, metricsPort);
        node.writeYaml();
        node.process = node.child();
        return node;
    }

    private ChildJvm child() {
        return ChildJvm.start("cassandra", arguments(), Map.of(), folder.resolve("cassandra.log"), line -> {});
    }

    @Override
    public ChildJvm process() {
        return process;
    }

    @Override
    public void restart() {
        process = child();
        awaitAnswer();
    }

    /** Where it listens, and its superuser. */
    public CassandraLogin superuser() {
        return new CassandraLogin("127.0.0.1", port, "cassandra", "cassandra", protection.map(Protection::client));
    }

    /** Returns once the node answers the superuser's query. */
    void awaitAnswer() {
        StartupWait.await("Cassandra", process, () -> {
            try (CqlSession session = superuser().connect()) {
                return session.execute("SELECT release_version FROM system.local");
            }
        });
    }

    private List<String> arguments() {
        Path lib = home.lib("sandbox/cassandra");
        List<String> arguments = new ArrayList<>(List.of(
                "-javaagent:" + home.jarIn(lib, "jamm-"),
                "-Xms128m",
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Dcassandra.config=" + folder.resolve("cassandra.yaml").toUri(),
                "-Dcassandra.storagedir=" + folder,
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-Dcassandra-foreground=yes",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.ring_delay_ms=0",
                "-Dcassandra.superuser_setup_delay_ms=0",
                // An idle node need not ask for the time every two milliseconds.
                "-Dcassandra.approximate_time_precision_ms=20",
                "-Dcassandra.jmx.local.port=" + Ports.free(),
                "-Djdk.attach.allowAttachSelf=true"));
        metricsPort.ifPresent(at -> arguments.add(exporter(at)));
        EXPORTS.forEach(module -> arguments.add("--add-exports=" + module + "=ALL-UNNAMED"));
        OPENS.forEach(module -> arguments.add("--add-opens=" + module + "=ALL-UNNAMED"));
        arguments.addAll(home.server("sandbox/cassandra", "org.apache.cassandra.service.CassandraDaemon"));
        return arguments;
    }

    private String exporter(int at) {
        Path agent = home.lib("monitoring").resolve("jmx_prometheus_javaagent.jar");
        return "-javaagent:" + agent + "=127.0.0.1:" + at + ":"
                + home.root().resolve("monitoring/cassandra/exporter.yml");
    }

    private void writeYaml() {
        String yaml = options(List.of(
                "storage_port: " + Ports.free(),
                "native_transport_port: " + port,
                protection.map(CassandraNode::tls).orElse("")));
        String logback = "<configuration><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\"><encoder>"
                + "<pattern>%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n</pattern></encoder></appender>"
                + "<root level=\"WARN\"><appender-ref ref=\"out\"/></root></configuration>";
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("cassandra.yaml"), yaml);
            Files.writeString(folder.resolve("logback.xml"), logback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of {@code cassandra.yaml}. */
    static String options(List<String> more) {
        List<String> options = new ArrayList<>(List.of(
                "cluster_name: candlestream-sandbox",
                "num_tokens: 1",
                "partitioner: org.apache.cassandra.dht.Murmur3Partitioner",
                "endpoint_snitch: SimpleSnitch",
                "listen_address: 127.0.0.1",
                "rpc_address: 127.0.0.1",
                "seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: 127.0.0.1}]}]",
                "authenticator: PasswordAuthenticator",
                "authorizer: CassandraAuthorizer",
                "role_manager: CassandraRoleManager",
                // batch: a row is on disk before it is acknowledged, or "nothing lost" would be a hope.
                "commitlog_sync: batch",
                // A write holds its thread until that sync: with the default of 32 threads no sync would carry more
                // than 32 rows.
                "concurrent_writes: 128",
                "memtable: {configurations: {default: {class_name: TrieMemtable}}}",
                "memtable_allocation_type: offheap_objects",
                // Four times what the heap would give: each flush is written again by compactions.
                "memtable_heap_space: 1024MiB",
                "memtable_offheap_space: 1024MiB",
                "storage_compatibility_mode: NONE",
                "sstable: {selected_format: bti}",
                "auto_snapshot: false"));
        options.addAll(more);
        return String.join("\n", options);
    }

    private static String tls(Protection protection) {
        return String.format(
                "client_encryption_options: {enabled: true, optional: false, require_client_auth: true, store_type: PKCS12,"
                        + " keystore: '%1$s', keystore_password: '%3$s',"
                        + " truststore: '%2$s', truststore_password: '%3$s'}%n",
                protection.keys(), protection.trusted(), protection.password());
    }

    /** Has it write down all that it holds, and end. */
    void stop() {
        process.stop(LONGEST_STOP);
    }

    @Override
    public void close() {
        process.close();
    }

    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/java.lang.ref",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.unsupported/sun.misc");

    private static final List<String> OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "jdk.management/com.sun.management.internal");
}
