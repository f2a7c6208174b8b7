package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The records of one topic in a {@link BatchTask}: all in one {@link StreamTask}, or in one for each partition where a sink keeps
 * the positions of partitions. Spark gives a task whole partitions of a batch, but not always the same ones together.
 */
final class StreamShare<R extends Row> implements TopicShare {
    private final String topic;
    private final Optional<StreamTask<R>> whole;
    private final Function<Optional<SourcePartition>, StreamTask<R>> open;
    private final Map<Integer, StreamTask<R>> byPartition = new TreeMap<>();

    /** @param parted whether each partition has a task of its own */
    StreamShare(String topic, boolean parted, Function<Optional<SourcePartition>, StreamTask<R>> open) {
        this.topic = topic;
        this.open = open;
        this.whole = parted ? Optional.empty() : Optional.of(open.apply(Optional.empty()));
    }

    @Override
    public void take(InternalRow record) throws InterruptedException {
        StreamTask<R> task = whole.isPresent() ? whole.get() : task(SourceRecord.partitionOf(record));
        task.take(record);
    }

    private StreamTask<R> task(int partition) {
        return byPartition.computeIfAbsent(
                partition, number -> open.apply(Optional.of(new SourcePartition(topic, number))));
    }

    /** Ends every task of this share. */
    @Override
    public List<BatchResult> finish() throws InterruptedException {
        List<BatchResult> results = new ArrayList<>();
        for (StreamTask<R> task : tasks()) {
            results.add(task.finish());
        }
        return results;
    }

    private List<StreamTask<R>> tasks() {
        return whole.map(List::of).orElseGet(() -> List.copyOf(byPartition.values()));
    }

    @Override
    public void close() {
        tasks().forEach(StreamTask::close);
    }
}
