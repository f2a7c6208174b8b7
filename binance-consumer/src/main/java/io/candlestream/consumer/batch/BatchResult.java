package io.candlestream.consumer.batch;

import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.window.ToCome;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of records: of one stream in a task, of that stream in the whole batch, or of all that the batch read.
 *
 * @param stream its name, empty for all together
 * @param written how many rows were written, each counted once however many sinks there are
 * @param rejected how many records were rejected, by cause
 * @param latency of the live rows when they had been written
 * @param results what the sinks' writers returned, by the name of the sink
 * @param made how many rows were made of stored ones, each counted once however many sinks there are
 * @param late how many updates came when their windows were closed
 * @param notes what an operator should know, in a line each
 * @param toCome records that tell of a time to come
 */
record BatchResult(
        String stream,
        long read,
        long written,
        Map<RejectReason, Long> rejected,
        LatencyHistogram latency,
        Map<String, List<SinkResult>> results,
        long made,
        long late,
        List<String> notes,
        List<ToCome> toCome)
        implements Serializable {
    /** Of a stream without windows. */
    BatchResult(
            String stream,
            long read,
            long written,
            Map<RejectReason, Long> rejected,
            LatencyHistogram latency,
            Map<String, List<SinkResult>> results,
            long made) {
        this(stream, read, written, rejected, latency, results, made, 0, List.of(), List.of());
    }

    /** The results of all tasks, put together stream by stream, in the order of the names. */
    static Collection<BatchResult> byStream(List<BatchResult> tasks) {
        Map<String, BatchResult> streams = new TreeMap<>();
        tasks.forEach(task -> streams.merge(task.stream(), task, BatchResult::plus));
        return streams.values();
    }

    static BatchResult of(Collection<BatchResult> streams) {
        return streams.stream()
                .reduce(new BatchResult("", 0, 0, Map.of(), new LatencyHistogram(), Map.of(), 0), BatchResult::plus);
    }

    private BatchResult plus(BatchResult other) {
        Map<RejectReason, Long> causes = new TreeMap<>(rejected);
        other.rejected.forEach((reason, count) -> causes.merge(reason, count, Long::sum));
        Map<String, List<SinkResult>> all = new HashMap<>(results);
        other.results.forEach(
                (sink, some) -> all.merge(sink, some, (one, more) -> Stream.concat(one.stream(), more.stream())
                        .toList()));
        return new BatchResult(
                stream,
                read + other.read,
                written + other.written,
                causes,
                latency.plus(other.latency),
                all,
                made + other.made,
                late + other.late,
                Stream.concat(notes.stream(), other.notes.stream()).toList(),
                Stream.concat(toCome.stream(), other.toCome.stream()).toList());
    }

    /** Such as {@code read 512 rows, written 120, superseded 390, rejected 2 (not-a-number 2)}. */
    @Override
    public String toString() {
        long rejections = rejected.values().stream().mapToLong(Long::longValue).sum();
        String causes = rejected.entrySet().stream()
                .map(cause -> cause.getKey().code() + " " + cause.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        return "read " + read + " rows, written " + written + ", superseded " + Math.max(0, read - written - rejections)
                + ", rejected " + rejections + (rejected.isEmpty() ? "" : causes)
                + (made == 0 ? "" : ", made " + made) + (late == 0 ? "" : ", late " + late);
    }
}
