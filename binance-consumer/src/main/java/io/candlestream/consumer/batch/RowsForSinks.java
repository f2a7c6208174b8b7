package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The gathered rows of records that go to the same sinks.
 *
 * @param names of the sinks
 * @param writers of those that this task has; none where other tasks alone write them
 */
record RowsForSinks<R extends Row>(Set<String> names, List<SinkWriter<R>> writers, UpsertBuffer<R> rows) {
    /** @param superseded takes notice of each row that a newer one replaces, as the writers do */
    RowsForSinks(Set<String> names, List<SinkWriter<R>> writers, Consumer<R> superseded) {
        this(names, writers, new UpsertBuffer<>(row -> {
            writers.forEach(writer -> writer.superseded(row));
            superseded.accept(row);
        }));
    }

    void add(R row) {
        for (SinkWriter<R> writer : writers) {
            writer.received(row);
        }
        rows.add(row);
    }
}
