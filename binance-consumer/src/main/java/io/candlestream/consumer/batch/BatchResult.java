package io.candlestream.consumer.batch;

import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.stream.RejectReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the records of a batch.
 *
 * @param streams of each stream that had records, in the order of the names
 */
record BatchResult(List<StreamResult> streams) {
    /** The results of all tasks, put together stream by stream. */
    static BatchResult of(List<StreamResult> tasks) {
        Map<String, StreamResult> streams = new TreeMap<>();
        tasks.forEach(task -> streams.merge(task.stream(), task, StreamResult::plus));
        return new BatchResult(List.copyOf(streams.values()));
    }

    long read() {
        return streams.stream().mapToLong(StreamResult::read).sum();
    }

    long written() {
        return streams.stream().mapToLong(StreamResult::written).sum();
    }

    private long rejections() {
        return streams.stream().mapToLong(StreamResult::rejections).sum();
    }

    /** How many updates were left out for a newer one in the same batch. */
    private long superseded() {
        return read() - written() - rejections();
    }

    LatencyHistogram latency() {
        return streams.stream().map(StreamResult::latency).reduce(new LatencyHistogram(), LatencyHistogram::plus);
    }

    /** What the writers of {@code sink} returned, of all streams. */
    List<SinkResult> of(String sink) {
        List<SinkResult> results = new ArrayList<>();
        streams.forEach(stream -> results.addAll(stream.results().getOrDefault(sink, List.of())));
        return results;
    }

    /** Such as {@code read 512 rows, written 120, superseded 390, rejected 2 (not-a-number 2)}. */
    @Override
    public String toString() {
        Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
        streams.forEach(
                stream -> stream.rejected().forEach((reason, count) -> rejected.merge(reason, count, Long::sum)));
        String causes = rejected.entrySet().stream()
                .map(cause -> cause.getKey().code() + " " + cause.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return "read " + read() + " rows, written " + written() + ", superseded " + superseded() + ", rejected "
                + rejections() + (rejected.isEmpty() ? "" : causes);
    }
}
