package io.candlestream.consumer.sink;

import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.consumer.stream.StoredRanges;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;

/**
 * Where rows go; knows no stream, only the layout of its rows. It travels to the executors with every task, so it holds no
 * password: what is secret stands in Spark's configuration ({@link SinkFactory#sparkConf}).
 */
public interface Sink extends Serializable {
    /** The name under which the settings know it. */
    String name();

    /** Where the rows of {@code layout} go, for messages and for the checkpoint, such as {@code table assets.assets}. */
    String target(RowLayout<?> layout);

    /**
     * Returns when rows of {@code layout} can be written. On the driver, before the first batch.
     *
     * @param deadline how long the sink may be away
     * @throws io.candlestream.runtime.settings.FatalException when it stays away or is not fit for the rows: says what is
     *     missing and which file or setting fixes it
     */
    default void validate(RowLayout<?> layout, SparkConf conf, Duration deadline) {}

    /**
     * A writer of such rows, on the executor.
     *
     * @param retried is run each time that a write failed and is tried again
     */
    <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried);

    /**
     * Whether it keeps, together with the rows, how far each partition of a topic has been read, and so leaves out what comes
     * again. It then has a writer for each partition. Asked for each batch.
     */
    default boolean keepsPositions() {
        return false;
    }

    /**
     * Forgets of what it has kept ({@link #keepsPositions}) all that is behind these ends: a topic has lost its last records, which is
     * accepted, and gives their offsets to others. On the driver, before the query starts; may be called again.
     *
     * @param query the id of its checkpoint
     * @param ends of the partitions of a topic whose rows it gets, as the brokers have them now
     * @throws io.candlestream.runtime.settings.FatalException when that cannot be done
     */
    default void forgetBehind(RowLayout<?> layout, UUID query, Map<SourcePartition, Long> ends, SparkConf conf) {}

    /**
     * Warns when it no longer has what it has kept ({@link #keepsPositions}): a batch that was begun may be there, and is written again. On
     * the driver, before the query repeats that batch.
     *
     * @param query the id of its checkpoint
     */
    default void lookBack(RowLayout<?> layout, UUID query, SparkConf conf) {}

    /**
     * The query goes on in a topic whose rows are of {@code layout}. A sink that knows of which records it has the rows looks whether it has
     * those of later ones, and leaves them out when they come again. On the driver, before each start of the query.
     *
     * @param query the id of its checkpoint; empty before its first start
     * @throws io.candlestream.runtime.settings.FatalException when that cannot be found out
     */
    default void goesOn(RowLayout<?> layout, Optional<UUID> query, SourceTopic topic, SparkConf conf) {}

    /** A writer of rows that come from {@code source} alone, on the executor; for a sink that {@link #keepsPositions}. */
    default <R extends Row> SinkWriter<R> open(RowLayout<R> layout, SourcePartition source, Runnable retried) {
        return open(layout, retried);
    }

    /** The topic to which rows of {@code layout} go, which must not be one that is read; empty where they go to none. */
    default Optional<String> topic(RowLayout<?> layout) {
        return Optional.empty();
    }

    /** Whether it keeps rows of other tables in the same place, where nothing says of which table a row is. */
    default boolean mixesTables() {
        return false;
    }

    /** Makes the batch's results visible. On the driver, after all tasks; may be called again for a batch that is repeated. */
    default void commit(long batchId, List<SinkResult> results) {}

    /**
     * Whether there is a table for rows of {@code layout}, which may be of the wrong shape. On the driver, once the sink has answered.
     *
     * @throws io.candlestream.runtime.settings.FatalException when that cannot be found out
     */
    default boolean holds(RowLayout<?> layout, SparkConf conf) {
        return false;
    }

    /** Whether {@link #ranges} can read its rows again. */
    default boolean readsRanges() {
        return false;
    }

    /**
     * Reads rows of {@code layout}, by a partition as {@link RowLayout#keyValues} takes it, as soon as their writer has finished. On the
     * executor.
     *
     * @param columns what is read beside the version
     * @param retried is run each time that a read failed and is tried again
     */
    default StoredRanges ranges(RowLayout<?> layout, List<String> columns, Runnable retried) {
        throw new UnsupportedOperationException("Cannot read back from " + name());
    }

    /** What it has stored of such rows; empty where nothing can be read back. On the driver. */
    default Optional<SinkReader> stored(RowLayout<?> layout, SparkConf conf) {
        return Optional.empty();
    }
}
