package io.candlestream.consumer.stream;

import java.util.List;

/**
 * Rows that are made of the stored rows of another stream, such as the features of candles. Each of its rows has the clustering key of a row of the other stream, and depends on a bounded stretch of those up to it.
 */
public interface DerivedStream<R extends Row> extends Derived<R> {
    /** The columns of the other stream's rows that it reads; the first that is not of their key is one that every row has. */
    List<String> columns();

    /** Whether a row of the other stream counts; an open candle does not. */
    boolean takes(Row row);

    /** The clustering key from which on stored rows may matter for the row of {@code key}. */
    long from(long key);

    /** The clustering key up to which rows may depend on the stored row of {@code key}. */
    long to(long key);

    /** Makes the rows of a stretch, for one thread. */
    Derivation<R> open(String partition);

    /** Takes the stored rows of one partition key, oldest first, from {@link #from} the first one on that is asked for. */
    interface Derivation<R> {
        /** Takes the next stored row; false when it does not count. */
        boolean add(StoredRanges.VersionedRow row);

        /** What the last one that counts makes, with those before it. */
        R last();
    }
}
