package io.candlestream.consumer.cassandra;

/** The keyspace or the table is not there, or not yet: whoever makes it may come up later than the consumer. */
public final class TableMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableMissingException(String message) {
        super(message);
    }
}
