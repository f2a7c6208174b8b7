package io.candlestream.consumer.stream;

import java.io.Serializable;

/** Rows that are made of another stream: of what is stored of it, or of all that its topic says. Knows no sink; travels to the executors. */
public interface Derived<R extends Row> extends Serializable {
    /** The fields and keys of its rows. */
    RowLayout<R> layout();
}
