package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
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
record TableSettings(
        String keyspace, String table, String consistency, int batchRows, int inFlight, Duration writeDeadline)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** The table's name in messages. */
    String name() {
        return keyspace + "." + table;
    }

    /** The table's name in CQL. */
    String cqlName() {
        return quoted(keyspace) + "." + quoted(table);
    }

    /** A name in CQL, in quotes where it needs them. */
    static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(true);
    }
}
