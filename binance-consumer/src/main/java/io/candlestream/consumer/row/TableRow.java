package io.candlestream.consumer.row;

import java.util.OptionalLong;

/** A row on its way to the table: what the pipeline has to know of it, whatever its columns are. */
public interface TableRow {
    /** The value of the partition key. */
    String partition();

    /** The value of the clustering key; with {@link #partition()} the identity of the row. */
    long clustering();

    /** The row's write time in microseconds: of two updates of a row, the one with the larger time stays. */
    long writeTime();

    /**
     * When the producer received it live, in epoch milliseconds; empty for what was not live, such as what was healed or
     * loaded, which says nothing of how long the pipeline takes.
     */
    default OptionalLong receivedAt() {
        return OptionalLong.empty();
    }
}
