package io.candlestream.consumer.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a sink has stored of a stream, as far as a recovery has to know it. */
public interface SinkReader extends AutoCloseable {
    /** A stored row. */
    interface StoredRow {
        /** The text in {@code column}, empty when absent. */
        Optional<String> text(String column);

        /** The time in {@code column}, empty when absent. */
        Optional<Instant> time(String column);
    }

    /**
     * Of each partition what {@code choose} makes of the newest row of which it makes something.
     *
     * @param columns the columns that {@code choose} reads
     */
    <T> List<T> newest(List<String> columns, Function<StoredRow, Optional<T>> choose);

    @Override
    void close();
}
