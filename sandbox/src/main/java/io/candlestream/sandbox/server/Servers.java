package io.candlestream.sandbox.server;

/** A broker and a Cassandra, whatever runs them. */
public interface Servers extends AutoCloseable {
    /** The broker's address for clients. */
    String brokers();

    /** Cassandra's superuser. */
    CassandraLogin superuser();

    /** Stops both. */
    @Override
    void close();
}
