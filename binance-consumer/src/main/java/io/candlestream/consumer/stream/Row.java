package io.candlestream.consumer.stream;

import java.util.OptionalLong;

/** A row on its way to the sinks: what the pipeline has to know of it, whatever its fields are. */
public interface Row {
    /** The value of the partition key. */
    String partition();

    /** The value of the clustering key; with {@link #partition()} the identity of the row. */
    long clustering();

    /** The version, in the unit of microseconds since 1970: of two updates of a row, the one with the larger version stays. */
    long version();

    /** Whether a value that it lacks must not stay as an earlier version of the row had it. */
    default boolean clearsAbsent() {
        return false;
    }

    /**
     * When the producer received it live, in epoch milliseconds; empty for what was not live, such as what was healed or
     * loaded, which says nothing of how long the pipeline takes.
     */
    default OptionalLong receivedAt() {
        return OptionalLong.empty();
    }
}
