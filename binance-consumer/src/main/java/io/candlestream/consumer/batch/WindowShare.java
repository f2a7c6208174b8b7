package io.candlestream.consumer.batch;

import io.candlestream.consumer.batch.BatchRanges.Range;
import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.window.KeptWindows;
import io.candlestream.consumer.window.LateUpdates;
import io.candlestream.schema.VersionHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.InternalRow;

/** The updates of one topic in a {@link BatchTask}: adds each to the window of its time, and writes the windows that have changed. */
final class WindowShare<U extends Row, R extends Row> implements TopicShare {
    private final WindowPipeline<U, R> pipeline;
    private final BatchTask task;
    private final RowDecoder<U> decoder;
    private final Map<Integer, Part> parts = new TreeMap<>();
    private final LateUpdates late = new LateUpdates();
    private final List<String> notes = new ArrayList<>();
    private final LongStream.Builder received = LongStream.builder();
    private long read;

    WindowShare(WindowPipeline<U, R> pipeline, BatchTask task) {
        this.pipeline = pipeline;
        this.task = task;
        this.decoder = pipeline.decoders().get();
    }

    /** Of one partition. */
    private final class Part {
        private final KeptWindows<U, R> windows;
        /** Of the next batch. */
        private long next;
        /** Over the offsets of the batch. */
        private long sum;

        Part(KeptWindows<U, R> windows, long next) {
            this.windows = windows;
            this.next = next;
        }
    }

    @Override
    public void take(InternalRow record) throws InterruptedException {
        read++;
        int number = SourceRecord.partitionOf(record);
        Part known = parts.get(number);
        Part part = known == null ? open(number, record) : known;
        long offset = SourceRecord.offsetOf(record);
        part.next = Math.max(part.next, offset + 1);
        part.sum += VersionHash.mixed(VersionHash.mixed(VersionHash.START, number), offset);
        Optional<byte[]> value = part.windows.knows(offset) ? Optional.empty() : SourceRecord.valueOf(record);
        if (value.isPresent() && decoder.decode(value.get(), task.consumedAt()) instanceof Accepted<U> accepted) {
            U update = accepted.row();
            List<Long> missed = part.windows.add(update);
            if (!missed.isEmpty()) {
                late.add(pipeline.type().asset(update), missed);
            }
            update.receivedAt().ifPresent(received::add);
        }
    }

    private Part open(int number, InternalRow record) throws InterruptedException {
        SourcePartition source = new SourcePartition(pipeline.topic(), number);
        KeptWindows<U, R> windows = KeptWindows.hold(pipeline.run(), pipeline.stream(), pipeline.type(), source);
        Optional<Range> range = task.ranges().of(source);
        Part part = new Part(windows, range.map(Range::next).orElse(0L));
        parts.put(number, part);
        windows.reach(
                        range.map(Range::first).orElse(SourceRecord.offsetOf(record)),
                        SourceRecord.publishedAt(record),
                        decoder)
                .ifPresent(note -> notes.add(pipeline.stream() + ": " + note));
        return part;
    }

    @Override
    public List<BatchResult> finish() throws InterruptedException {
        Map<Integer, List<List<R>>> changed = new TreeMap<>();
        parts.forEach((number, part) -> {
            List<List<R>> groups = new ArrayList<>();
            part.windows.changed().forEach(groups::add);
            changed.put(number, groups);
        });
        List<List<R>> groups = changed.values().stream().flatMap(List::stream).toList();
        Map<String, List<SinkResult>> results = new HashMap<>();
        for (BoundSink sink : pipeline.sinks()) {
            if (sink.sink().keepsPositions()) {
                for (Map.Entry<Integer, Part> part : parts.entrySet()) {
                    SourcePartition source = new SourcePartition(pipeline.topic(), part.getKey());
                    write(
                                    sink,
                                    Optional.of(source),
                                    part.getValue().next,
                                    part.getValue().sum,
                                    changed.get(part.getKey()))
                            .ifPresent(result -> add(results, sink, result));
                }
            } else {
                long sum = parts.values().stream().mapToLong(part -> part.sum).sum();
                write(sink, Optional.empty(), 0, sum, groups).ifPresent(result -> add(results, sink, result));
            }
        }
        parts.values().forEach(part -> part.windows.written(part.next));
        LatencyHistogram latency = new LatencyHistogram();
        long now = System.currentTimeMillis();
        received.build().forEach(time -> latency.add(now - time));
        long written = groups.stream().mapToLong(List::size).sum();
        boolean repairable =
                pipeline.sinks().stream().anyMatch(sink -> sink.sink().readsRanges());
        late.line(
                        pipeline.stream(),
                        repairable ? Optional.of(pipeline.type().layout().definition()) : Optional.empty())
                .ifPresent(notes::add);
        return List.of(new BatchResult(
                pipeline.stream(), read, written, Map.of(), latency, results, 0, late.count(), List.copyOf(notes)));
    }

    private Optional<SinkResult> write(
            BoundSink sink, Optional<SourcePartition> source, long next, long sum, List<List<R>> groups)
            throws InterruptedException {
        try (SinkWriter<R> writer = sink.open(pipeline.type().layout(), source)) {
            if (source.isEmpty() || writer.position() < next) {
                writer.write(groups);
            }
            writer.madeOf(sum);
            writer.finish(0, next);
            return writer.result();
        }
    }

    private static void add(Map<String, List<SinkResult>> results, BoundSink sink, SinkResult result) {
        results.computeIfAbsent(sink.name(), name -> new ArrayList<>()).add(result);
    }

    @Override
    public void close() {
        parts.values().forEach(part -> part.windows.release());
        parts.clear();
    }
}
