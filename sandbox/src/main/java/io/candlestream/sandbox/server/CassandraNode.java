package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.EmbeddedServers.Protection;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** A Cassandra node in a child JVM, with password login and a commit log that is synced before a write is acknowledged. */
final class CassandraNode extends Server {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final String JMX_LOGIN = "jmx-login.conf";

    private final Path folder;
    private final Member member;
    private final Optional<Protection> protection;
    private final OptionalInt metricsPort;
    private final int port = Ports.free();
    private final int jmxPort = Ports.free();
    private final ProjectFolder home = ProjectFolder.find();

    /**
     * A node's place among others.
     *
     * @param address where it listens
     * @param settings makes its own of those of every node
     * @param arguments of its JVM, beside those of every node
     */
    record Member(String address, UnaryOperator<ServerFile> settings, List<String> arguments) {
        /** A cluster of its own. */
        static Member alone() {
            return new Member("127.0.0.1", yaml -> yaml.with("storage_port: " + Ports.free()), List.of());
        }
    }

    private CassandraNode(Path folder, Member member, Optional<Protection> protection, OptionalInt metricsPort) {
        this.folder = folder;
        this.member = member;
        this.protection = protection;
        this.metricsPort = metricsPort;
    }

    /**
     * Launches a node whose data lie in {@code folder}; {@link #awaitAnswer} says when it is there.
     *
     * @param metricsPort where it tells its metrics, as it does in containers; empty when nobody asks
     */
    static CassandraNode launch(Path folder, Optional<Protection> protection, OptionalInt metricsPort) {
        return launched(new CassandraNode(folder, Member.alone(), protection, metricsPort));
    }

    /** Launches one of several nodes. */
    static CassandraNode launch(Path folder, Member member) {
        return launched(new CassandraNode(folder, member, Optional.empty(), OptionalInt.empty()));
    }

    private static CassandraNode launched(CassandraNode node) {
        node.writeYaml();
        node.launch();
        return node;
    }

    @Override
    protected ChildJvm start() {
        return ChildJvm.start("cassandra", arguments(), Map.of(), folder.resolve("cassandra.log"), line -> {});
    }

    /** Where its JMX listens, on the loopback and for roles that may. */
    int jmxPort() {
        return jmxPort;
    }

    /** Where it listens, and its superuser. */
    public CassandraLogin superuser() {
        return new CassandraLogin(member.address(), port, "cassandra", "cassandra", protection.map(Protection::client));
    }

    /** Returns once the node answers the superuser's query. */
    @Override
    protected void awaitAnswer() {
        process().awaitStart(() -> {
            // To build a session only to find nobody takes the processor that Cassandra needs to start.
            new Socket(member.address(), port).close();
            try (CqlSession session = superuser().connect()) {
                return session.execute("SELECT release_version FROM system.local")
                                .one()
                        != null;
            }
        });
    }

    private List<String> arguments() {
        Path lib = home.lib("sandbox/cassandra");
        List<String> arguments = new ArrayList<>(List.of(
                "-javaagent:" + home.jarIn(lib, "jamm-"),
                "-Dcassandra.config=" + folder.resolve("cassandra.yaml").toUri(),
                "-Dcassandra.storagedir=" + folder,
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-Dcassandra.jmx.local.port=" + jmxPort,
                "-Djava.security.auth.login.config=" + folder.resolve(JMX_LOGIN)));
        ServerFile.of("cassandra.args")
                .text()
                .lines()
                .filter(line -> line.startsWith("-"))
                .forEach(arguments::add);
        arguments.addAll(member.arguments());
        metricsPort.ifPresent(at -> arguments.add(exporter(at)));
        arguments.addAll(home.server("sandbox/cassandra", "org.apache.cassandra.service.CassandraDaemon"));
        return arguments;
    }

    private String exporter(int at) {
        Path agent = home.lib("monitoring").resolve("jmx_prometheus_javaagent.jar");
        return "-javaagent:" + agent + "=127.0.0.1:" + at + ":"
                + home.root().resolve("monitoring/cassandra/exporter.yml");
    }

    private void writeYaml() {
        member.settings()
                .apply(ServerFile.of("cassandra.yaml"))
                .with("native_transport_port: " + port)
                .with(protection.map(CassandraNode::tls).orElse(""))
                .copyTo(folder);
        ServerFile.of("logback.xml").copyTo(folder);
        ServerFile.of(JMX_LOGIN).copyTo(folder);
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
        process().stop(LONGEST_STOP);
    }
}
