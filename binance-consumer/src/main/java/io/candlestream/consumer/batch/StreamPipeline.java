package io.candlestream.consumer.batch;

import io.candlestream.consumer.derived.DerivedPipeline;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StreamType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way of one stream's records: what they are and where they go. Travels to the executors.
 *
 * @param stream the name under which the settings know it
 * @param decoders makes a decoder of the topic's records
 * @param sinks each of which gets every row, but those of records that are for others
 * @param sinksOfTopic the names of all sinks that get the topic's rows, in this query or another
 * @param derived what is made of the rows once they are stored
 * @param revising the names of the sinks that keep what rows change
 * @param deadLetters opens the topic of the rejected records; called only when one is rejected
 */
public record StreamPipeline<R extends Row>(
        String stream,
        String topic,
        StreamType<R> type,
        ExecutorFactory<RowDecoder<R>> decoders,
        List<BoundSink> sinks,
        Set<String> sinksOfTopic,
        List<DerivedPipeline<?>> derived,
        Set<String> revising,
        ExecutorFactory<DeadLetters> deadLetters)
        implements TopicPipeline {
    @Override
    public StreamShare<R> open(BatchTask task) {
        boolean parted = sinks.stream().anyMatch(bound -> bound.sink().keepsPositions());
        return new StreamShare<>(topic, parted, source -> new StreamTask<>(this, source, task));
    }

    SinkWriter<R> writer(BoundSink sink, Optional<SourcePartition> source) {
        SinkWriter<R> rows = sink.open(type.layout(), source);
        return type.revisions()
                .filter(kept -> revising.contains(sink.sink().name()))
                .map(kept -> revising(sink, kept, rows))
                .orElse(rows);
    }

    private <V extends Row> SinkWriter<R> revising(BoundSink sink, Revisions<R, V> kept, SinkWriter<R> rows) {
        return new RevisingWriter<>(sink, type.layout(), kept, rows);
    }
}
