package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.WindowStream;
import java.util.List;

/**
 * The way of a topic's updates into windows of time. Travels to the executors, which keep the windows.
 *
 * @param stream the name under which the settings know it
 * @param decoders makes a decoder of the topic's records; what it refuses is left out here, and a dead letter of the stream of the updates
 */
public record WindowPipeline<U extends Row, R extends Row>(
        String stream,
        String topic,
        WindowStream<U, R> type,
        ExecutorFactory<RowDecoder<U>> decoders,
        List<BoundSink> sinks)
        implements TopicPipeline {
    @Override
    public TopicShare open(BatchTask task) {
        return new WindowShare<>(this, task);
    }
}
