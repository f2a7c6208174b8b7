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
import io.candlestream.consumer.window.RecordsToCome;
import io.candlestream.consumer.window.ToCome;
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
    /** Windows of a partition, in memory of a kilobyte or less each; those of 1,500 pairs are fewer at any time but for long ones. */
    static final int MOST_OPEN = 20_000;
    /** Records after which it is looked how many are open. */
    private static final int LOOK = 1000;

    private final WindowPipeline<U, R> pipeline;
    private final BatchTask task;
    private final RowDecoder<U> decoder;
    private final Map<Integer, Part> parts = new TreeMap<>();
    /** Of sinks that take the rows of all partitions together. */
    private final List<Output> outputs = new ArrayList<>();

    private final LateUpdates late = new LateUpdates();
    private final List<String> notes = new ArrayList<>();
    private final List<ToCome> toCome = new ArrayList<>();
    private final LongStream.Builder received = LongStream.builder();
    private long read;
    private long written;

    WindowShare(WindowPipeline<U, R> pipeline, BatchTask task) {
        this.pipeline = pipeline;
        this.task = task;
        this.decoder = pipeline.decoders().get();
        pipeline.sinks().stream()
                .filter(sink -> !sink.sink().keepsPositions())
                .forEach(sink -> outputs.add(new Output(sink, Optional.empty())));
    }

    /** What one sink gets: of one partition where it keeps positions. */
    private final class Output implements AutoCloseable {
        private final BoundSink sink;
        private final Optional<SourcePartition> source;
        private Optional<SinkWriter<R>> opened = Optional.empty();

        Output(BoundSink sink, Optional<SourcePartition> source) {
            this.sink = sink;
            this.source = source;
        }

        private SinkWriter<R> writer() {
            if (opened.isEmpty()) {
                opened = Optional.of(sink.open(pipeline.type().layout(), source));
            }
            return opened.get();
        }

        void write(List<List<R>> groups, long next) throws InterruptedException {
            SinkWriter<R> writer = writer();
            if (source.isEmpty() || writer.position() < next) {
                writer.write(groups);
            }
        }

        void finish(long sum, long next, Map<String, List<SinkResult>> results) throws InterruptedException {
            SinkWriter<R> writer = writer();
            writer.madeOf(sum);
            writer.finish(0, source.isEmpty() ? 0 : next);
            writer.result().ifPresent(result -> results.computeIfAbsent(sink.name(), name -> new ArrayList<>())
                    .add(result));
        }

        @Override
        public void close() {
            opened.ifPresent(SinkWriter::close);
        }
    }

    private final class Part {
        private final KeptWindows<U, R> windows;
        private final List<Output> own;
        /** Of the next batch. */
        private long next;
        /** Over the offsets of the batch. */
        private long sum;

        private long taken;
        /** So many may be open. */
        private int most = MOST_OPEN;

        Part(KeptWindows<U, R> windows, SourcePartition source, long next) {
            this.windows = windows;
            this.next = next;
            this.own = pipeline.sinks().stream()
                    .filter(sink -> sink.sink().keepsPositions())
                    .map(sink -> new Output(sink, Optional.of(source)))
                    .toList();
        }

        /** Writes the windows that have changed. */
        void write() throws InterruptedException {
            List<List<R>> groups = new ArrayList<>();
            for (List<R> group : windows.changed()) {
                groups.add(group);
                written += group.size();
            }
            for (Output output : own) {
                output.write(groups, next);
            }
            for (Output output : outputs) {
                output.write(groups, next);
            }
        }

        /** History opens a window with each record: those that are over go before the batch is read. */
        void bound() throws InterruptedException {
            if (++taken % LOOK == 0 && windows.size() > most) {
                write();
                windows.forget();
                most = Math.max(MOST_OPEN, 2 * windows.size());
            }
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
            if (toCome.size() < RecordsToCome.MOST) {
                part.windows
                        .toCome(update, offset, SourceRecord.publishedAt(record))
                        .ifPresent(toCome::add);
            }
            part.bound();
            if (!missed.isEmpty()) {
                late.add(pipeline.type().asset(update), missed);
            }
            update.receivedAt().ifPresent(received::add);
        }
    }

    private Part open(int number, InternalRow record) throws InterruptedException {
        SourcePartition source = new SourcePartition(pipeline.topic(), number);
        KeptWindows<U, R> windows = KeptWindows.hold(task.run(), pipeline.stream(), pipeline.type(), source);
        Optional<Range> range = task.ranges().of(source);
        Part part = new Part(windows, source, range.map(Range::next).orElse(0L));
        parts.put(number, part);
        windows.reach(
                        range.map(Range::first).orElse(SourceRecord.offsetOf(record)),
                        SourceRecord.publishedAt(record),
                        task.toCome().getOrDefault(source, List.of()),
                        decoder)
                .ifPresent(note -> notes.add(pipeline.stream() + ": " + note));
        return part;
    }

    @Override
    public List<BatchResult> finish() throws InterruptedException {
        Map<String, List<SinkResult>> results = new HashMap<>();
        long sum = 0;
        for (Part part : parts.values()) {
            part.write();
            for (Output output : part.own) {
                output.finish(part.sum, part.next, results);
            }
            sum += part.sum;
        }
        for (Output output : outputs) {
            output.finish(sum, 0, results);
        }
        parts.values().forEach(part -> part.windows.written(part.next));
        LatencyHistogram latency = new LatencyHistogram();
        long now = System.currentTimeMillis();
        received.build().forEach(time -> latency.add(now - time));
        boolean repairable =
                pipeline.sinks().stream().anyMatch(sink -> sink.sink().readsRanges());
        late.line(
                        pipeline.stream(),
                        repairable ? Optional.of(pipeline.type().layout().definition()) : Optional.empty())
                .ifPresent(notes::add);
        return List.of(new BatchResult(
                pipeline.stream(),
                read,
                written,
                Map.of(),
                latency,
                results,
                0,
                late.count(),
                List.copyOf(notes),
                List.copyOf(toCome)));
    }

    @Override
    public void close() {
        parts.values().forEach(part -> {
            part.windows.release();
            part.own.forEach(Output::close);
        });
        parts.clear();
        outputs.forEach(Output::close);
    }
}
