package io.candlestream.consumer.cassandra;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which table is written to and how.
 *
 * @param consistency the name of a consistency level
 * @param batchRows rows of one partition in a request, at most
 * @param inFlight requests of one task without an answer, at most; 64 rows count as one
 * @param writeDeadline how long writes may fail without one success
 */
public record TableSettings(
        String keyspace, String table, String consistency, int batchRows, int inFlight, Duration writeDeadline)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** The table's name in messages. */
    public String name() {
        return keyspace + "." + table;
    }
}
