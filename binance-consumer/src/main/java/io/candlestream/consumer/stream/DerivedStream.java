package io.candlestream.consumer.stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that are made of the stored rows of another stream, such as the features of candles. Each of its rows has the clustering key of a row of the other stream, and depends on a bounded stretch of those up to it,
 * and of those of the reference, where there is one.
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

    /**
     * The partition key with whose rows those of each other one are made, in the same stretch of clustering keys; of its own none are made. Empty
     * where each is made of its own alone.
     */
    default Optional<String> reference() {
        return Optional.empty();
    }

    /** What must stay the same as long as a checkpoint is used. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** Makes the rows of one stretch of clustering keys, for one thread. */
    Derivations<R> open();

    /** Makes rows of one partition key after the other. */
    interface Derivations<R> {
        /** Takes the next stored row of the reference, oldest first; all of them come before {@link #of}. */
        default void addReference(StoredRanges.VersionedRow row) {}

        /** Makes those of {@code partition}. */
        Derivation<R> of(String partition);
    }

    /** Takes the stored rows of one partition key, oldest first, from {@link #from} the first one on that is asked for. */
    interface Derivation<R> {
        /** Takes the next stored row; false when it does not count. */
        boolean add(StoredRanges.VersionedRow row);

        /** What the last one that counts makes, with those before it. */
        R last();
    }
}
