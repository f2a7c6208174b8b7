package io.candlestream.sandbox.server;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

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
        CompletableFuture<Broker> broker = CompletableFuture.supplyAsync(() -> Broker.start(folder.resolve("broker")));
        CompletableFuture<CassandraNode> cassandra =
                CompletableFuture.supplyAsync(() -> CassandraNode.start(folder.resolve("cassandra")));
        try {
            return new EmbeddedServers(broker.join(), cassandra.join());
        } catch (CompletionException e) {
            closeIfStarted(broker, Broker::close);
            closeIfStarted(cassandra, CassandraNode::close);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <T> void closeIfStarted(CompletableFuture<T> starting, Consumer<T> close) {
        try {
            close.accept(starting.join());
        } catch (CompletionException e) {
            // This is the one that did not start: there is nothing to close.
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

    @Override
    public void close() {
        broker.close();
        cassandra.close();
    }
}
