package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.util.LongAccumulator;

/**
 * A sink of one query.
 *
 * @param retries counts on the driver how often its writes were tried again
 */
public record BoundSink(Sink sink, LongAccumulator retries) implements Serializable {
    <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Optional<SourcePartition> source) {
        Runnable retried = () -> retries.add(1);
        return source.isPresent() ? sink.open(layout, source.get(), retried) : sink.open(layout, retried);
    }
}
