package io.candlestream.sandbox.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

/** Broker and Cassandra as child JVMs of this process. */
public final class EmbeddedServers implements Servers {
    /**
     * What servers need to speak TLS and to ask for it.
     *
     * @param keys a PKCS12 file with the servers' own key and certificate
     * @param trusted a PKCS12 file with the authority that signs clients' certificates
     * @param password of both files
     * @param client what a client of Cassandra speaks TLS with, which asks for a certificate too
     */
    public record Protection(Path keys, Path trusted, String password, SSLContext client) {}

    private final Broker broker;
    private final CassandraNode cassandra;

    private EmbeddedServers(Broker broker, CassandraNode cassandra) {
        this.broker = broker;
        this.cassandra = cassandra;
    }

    /** Starts both side by side, with their data under {@code folder}, and returns once both answer. */
    public static EmbeddedServers start(Path folder) {
        EmbeddedServers servers = launch(folder);
        servers.await();
        return servers;
    }

    /** Launches both and returns at once: their addresses are known, but nobody answers there yet. */
    public static EmbeddedServers launch(Path folder) {
        return launch(folder, Optional.empty(), OptionalInt.empty());
    }

    /**
     * The same with a Cassandra that has keyspace and tables already, where the build {@linkplain PreparedNode prepared} one:
     * they need not be made.
     */
    public static EmbeddedServers launchPrepared(Path folder) {
        PreparedNode.copyTo(folder.resolve("cassandra"));
        return launch(folder);
    }

    /** Launches both; Cassandra speaks nothing but TLS, the broker TLS with SCRAM-SHA-512 at a second address. */
    public static EmbeddedServers launch(Path folder, Protection protection) {
        return launch(folder, Optional.of(protection), OptionalInt.empty());
    }

    /** Starts both, and has Cassandra tell its metrics at a port of the loopback. */
    public static EmbeddedServers startWatched(Path folder, int cassandraMetricsPort) {
        EmbeddedServers servers = launch(folder, Optional.empty(), OptionalInt.of(cassandraMetricsPort));
        servers.await();
        return servers;
    }

    private static EmbeddedServers launch(Path folder, Optional<Protection> protection, OptionalInt metricsPort) {
        return new EmbeddedServers(
                Broker.launch(folder.resolve("broker"), protection),
                CassandraNode.launch(folder.resolve("cassandra"), protection, metricsPort));
    }

    /** Returns once both answer; when one does not, both are closed. */
    public void await() {
        try {
            awaitBroker();
            awaitCassandra();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns once the broker answers. */
    public void awaitBroker() {
        broker.awaitAnswer();
    }

    /** Returns once Cassandra answers. */
    public void awaitCassandra() {
        cassandra.awaitAnswer();
    }

    @Override
    public String brokers() {
        return broker.address();
    }

    /** Where a protected broker asks for TLS and a login. */
    public String protectedBrokers() {
        return broker.protectedAddress();
    }

    @Override
    public CassandraLogin superuser() {
        return cassandra.superuser();
    }

    /** The variables by which {@code history} finds Cassandra's JMX and logs in as its superuser. */
    public Map<String, String> jmx() {
        return Map.of(
                "CANDLESTREAM_HISTORY_JMX_PORT", String.valueOf(cassandra.jmxPort()),
                "CANDLESTREAM_HISTORY_JMX_USERNAME", superuser().user(),
                "CANDLESTREAM_HISTORY_JMX_PASSWORD", superuser().password());
    }

    /** The broker, to be made to fail. */
    public Server broker() {
        return broker;
    }

    /** Cassandra, to be made to fail. */
    public Server cassandra() {
        return cassandra;
    }

    void stopCassandra() {
        cassandra.stop();
    }

    @Override
    public void close() {
        broker.close();
        cassandra.close();
    }
}
