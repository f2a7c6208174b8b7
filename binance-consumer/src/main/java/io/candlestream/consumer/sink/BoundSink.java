package io.candlestream.consumer.sink;

import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.util.LongAccumulator;

/**
 * A sink of one query.
 *
 * @param retries counts on the driver how often its writes were tried again
 */
public record BoundSink(Sink sink, LongAccumulator retries) implements Serializable {
    /** Opens a writer; {@code source} is where all of its rows come from, empty where no sink asks. */
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Optional<SourcePartition> source) {
        return source.isPresent() ? sink.open(layout, source.get(), this::retried) : open(layout);
    }

    /** Opens a writer of rows that come from anywhere. */
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout) {
        return sink.open(layout, this::retried);
    }

    /** As the settings call it. */
    public String name() {
        return sink.name();
    }

    /** Reads what it has stored of such rows. */
    public StoredRanges ranges(RowLayout<?> layout, List<String> columns) {
        return sink.ranges(layout, columns, this::retried);
    }

    private void retried() {
        retries.add(1);
    }
}
