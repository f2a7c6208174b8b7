package io.candlestream.consumer.derived;

import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way of rows that are made of another stream's stored ones: of what a sink has stored into the same sink, and of what {@code store} has
 * stored into those that cannot be read back. Travels to the executors.
 *
 * @param stream the name under which the settings know it
 * @param sinks where they go, all of which the other stream has too
 * @param store a sink of the other stream that can be read back, in this query or another one
 */
public record DerivedPipeline<R extends Row>(
        String stream, DerivedStream<R> type, List<BoundSink> sinks, BoundSink store) implements Serializable {
    /**
     * @param of the layout of the other stream's rows
     * @param writers opens a writer of those into a sink
     * @param written the sinks that the task writes these to
     * @param source where all of them come from; empty where no sink asks
     */
    public <S extends Row> DerivedTask<S, R> open(
            RowLayout<S> of,
            Function<BoundSink, SinkWriter<S>> writers,
            List<BoundSink> written,
            Optional<SourcePartition> source) {
        return new DerivedTask<>(this, of, writers, written, source);
    }
}
