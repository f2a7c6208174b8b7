package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.Serializable;
import org.apache.spark.util.LongAccumulator;

/**
 * A sink of one query.
 *
 * @param retries counts on the driver how often its writes were tried again
 */
public record BoundSink(Sink sink, LongAccumulator retries) implements Serializable {
    <R extends Row> SinkWriter<R> open(RowLayout<R> layout) {
        return sink.open(layout, () -> retries.add(1));
    }
}
