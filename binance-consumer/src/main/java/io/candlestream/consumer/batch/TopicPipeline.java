package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.BoundSink;
import java.io.Serializable;
import java.util.List;

/** The way of one topic's records. Travels to the executors. */
public sealed interface TopicPipeline extends Serializable permits StreamPipeline, WindowPipeline {
    /** The name under which the settings know the stream. */
    String stream();

    /** The topic. */
    String topic();

    /** Where rows go. */
    List<BoundSink> sinks();

    /** A task's share of the topic. */
    TopicShare open(BatchTask task);
}
