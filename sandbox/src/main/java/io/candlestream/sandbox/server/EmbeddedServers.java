package io.candlestream.sandbox.server;

import java.nio.file.Path;

/** Broker and Cassandra as child JVMs of this process. */
public final class EmbeddedServers implements Servers {
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
        return new EmbeddedServers(
                Broker.launch(folder.resolve("broker")), CassandraNode.launch(folder.resolve("cassandra")));
    }

    /** Returns once both answer; when one does not, both are closed. */
    public void await() {
        try {
            broker.awaitAnswer();
            cassandra.awaitAnswer();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String brokers() {
        return broker.address();
    }

    @Override
    public CassandraLogin superuser() {
        return cassandra.superuser();
    }

    /** The broker, to be made to fail. */
    public Server broker() {
        return broker;
    }

    /** Cassandra, to be made to fail. */
    public Server cassandra() {
        return cassandra;
    }

    @Override
    public void close() {
        broker.close();
        cassandra.close();
    }
}
