package io.candlestream.consumer.sink.cassandra;

/** The keyspace or the table is not there, or not yet: the one that makes it may start later than the consumer. */
final class TableMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableMissingException(String message) {
        super(message);
    }
}
