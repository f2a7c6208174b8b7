package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
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
    <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Optional<SourcePartition> source) {
        return source.isPresent() ? sink.open(layout, source.get(), this::retried) : open(layout);
    }

    <R extends Row> SinkWriter<R> open(RowLayout<R> layout) {
        return sink.open(layout, this::retried);
    }

    String name() {
        return sink.name();
    }

    /** Reads what it has stored of such rows. */
    StoredRanges ranges(RowLayout<?> layout, List<String> columns) {
        return sink.ranges(layout, columns, this::retried);
    }

    private void retried() {
        retries.add(1);
    }
}
