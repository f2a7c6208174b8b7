package io.candlestream.consumer.batch;

import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.Serializable;
import java.util.List;

/**
 * The way of rows that are made of another stream's: in each sink of those of which the sink has stored. Travels to the executors.
 *
 * @param stream the name under which the settings know it
 * @param sinks which the other stream has too
 */
public record DerivedPipeline<R extends Row>(String stream, DerivedStream<R> type, List<BoundSink> sinks)
        implements Serializable {
    /** @param of the layout of the other stream's rows */
    DerivedTask<R> open(RowLayout<?> of) {
        return new DerivedTask<>(this, of);
    }
}
