package io.candlestream.consumer.sink;

import io.candlestream.consumer.stream.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a task's rows of one stream to one sink; for one thread. */
public interface SinkWriter<R extends Row> extends AutoCloseable {
    /**
     * Writes every row of {@code groups}, each group of one partition key and in the order of the clustering key, and returns
     * when all are acknowledged, or will be by {@link #finish}.
     *
     * @throws io.candlestream.runtime.settings.FatalException when that cannot be
     */
    void write(Collection<List<R>> groups) throws InterruptedException;

    /**
     * Takes notice of a row as it came, before what a newer one supersedes is left out; it may come to {@link #write} later. For
     * sinks that keep each update.
     *
     * @throws io.candlestream.runtime.settings.FatalException when it cannot be kept
     */
    default void received(R row) {}

    /** Takes notice of a row that does not come to {@link #write}, since a newer one of its key has come before it was written. */
    default void superseded(R row) {}

    /**
     * Takes notice of what the rows are made of, in place of {@link #received}, where they are not a topic's own: of a batch that is
     * repeated the sum is the same, and the rows may be others.
     *
     * @param sum of hashes over all that the task has read for them
     */
    default void madeOf(long sum) {}

    /** Rows of one partition key that travel best together. */
    default int requestRows() {
        return 1;
    }

    /** The offset of its source from which on the sink lacks the rows; those of earlier records are not handed to it. */
    default long position() {
        return 0;
    }

    /**
     * What comes from here on is of records from {@code offset} on, and before the offset that is returned: there the writer is asked
     * again. For a writer of one source.
     */
    default long reached(long offset) {
        return position() > offset ? position() : Long.MAX_VALUE;
    }

    /** Takes notice of how far the batch reads the topic of the rows, in all of its tasks. After the last write. */
    default void readUpTo(Map<SourcePartition, Long> ends) {}

    /**
     * Returns when all rows can be read. After the last write; not at all when the task fails.
     *
     * @param first the offset of the first record of its source, 0 for a writer without one
     * @param next the offset behind the last one
     */
    default void finish(long first, long next) throws InterruptedException {}

    /** What the sink needs on the driver to commit what was written; asked for once, after the last write. */
    default Optional<SinkResult> result() {
        return Optional.empty();
    }

    @Override
    void close();
}
