package io.candlestream.consumer.batch;

import io.candlestream.consumer.derived.DerivedTask;
import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One stream's share of a {@link BatchTask}, or what of it comes from one partition: decodes its records, gathers the rows and
 * writes them to each of its sinks.
 */
final class StreamTask<R extends Row> implements AutoCloseable {
    private final StreamPipeline<R> pipeline;
    private final long consumedAt;
    private final boolean ofOnePartition;
    private final int bufferRows;
    private final int requestRows;
    private final List<SinkWriter<R>> writers = new ArrayList<>();
    private final List<DerivedTask<R, ?>> derived;
    private final RowDecoder<R> decoder;
    private final RowsForSinks<R> rows;
    /** Of records that are for some of the sinks alone: those of the newest such record. */
    private Optional<RowsForSinks<R>> chosen = Optional.empty();

    /** Of the whole batch. */
    private final Map<SourcePartition, Long> ends;

    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private final LatencyHistogram latency = new LatencyHistogram();
    private Optional<DeadLetters> deadLetters = Optional.empty();
    private long read;
    private long written;
    /** The gathered rows are of records from here on, and of none beyond the next position of a writer. */
    private long from;

    private long nextPosition = Long.MIN_VALUE;
    private long firstOffset;
    private long nextOffset;

    /** @param source where all records come from; empty where no sink asks */
    StreamTask(StreamPipeline<R> pipeline, Optional<SourcePartition> source, BatchTask task) {
        this.pipeline = pipeline;
        this.ofOnePartition = source.isPresent();
        this.consumedAt = task.consumedAt();
        this.bufferRows = task.bufferRows();
        this.ends = task.ranges().ends(pipeline.topic());
        pipeline.sinks().forEach(sink -> writers.add(pipeline.writer(sink, source)));
        this.requestRows =
                writers.stream().mapToInt(SinkWriter::requestRows).max().orElse(1);
        this.derived = pipeline.derived().stream()
                .<DerivedTask<R, ?>>map(made -> made.open(
                        pipeline.type().layout(),
                        sink -> pipeline.writer(sink, Optional.empty()),
                        pipeline.sinks(),
                        source))
                .toList();
        this.decoder = pipeline.decoders().get();
        this.rows = new RowsForSinks<>(pipeline.sinksOfTopic(), writers, this::superseded);
    }

    void take(InternalRow record) throws InterruptedException {
        read++;
        if (ofOnePartition) {
            reach(SourceRecord.offsetOf(record));
        }
        Optional<Set<String>> names = SourceRecord.sinksOf(record);
        if (names.isEmpty()) {
            take(record, rows);
        } else if (pipeline.sinksOfTopic().containsAll(names.get())) {
            RowsForSinks<R> some = rowsFor(names.get());
            if (!some.writers().isEmpty()) {
                take(record, some);
            }
        } else {
            reject(
                    SourceRecord.of(record),
                    new Rejected<>(
                            RejectReason.NO_SUCH_SINK,
                            "the record is for " + String.join(", ", names.get()) + ", but the sinks of its topic are "
                                    + String.join(", ", pipeline.sinksOfTopic())));
        }
    }

    private void take(InternalRow record, RowsForSinks<R> into) throws InterruptedException {
        Decoded<R> decoded = SourceRecord.valueOf(record)
                .map(value -> decoder.decode(value, consumedAt))
                .orElseGet(() -> new Rejected<>(RejectReason.NO_VALUE, "the record has no value"));
        if (decoded instanceof Accepted<R> accepted) {
            into.add(accepted.row());
            if (rows.rows().size() + chosen.map(some -> some.rows().size()).orElse(0) >= bufferRows) {
                overflow();
            }
        } else if (decoded instanceof Rejected<R> refused) {
            reject(SourceRecord.of(record), refused);
        }
    }

    /** Where the rows of a record go that is for these sinks. */
    private RowsForSinks<R> rowsFor(Set<String> names) throws InterruptedException {
        if (chosen.isEmpty() || !chosen.get().names().equals(names)) {
            drain(chosen);
            chosen = Optional.of(new RowsForSinks<>(names, writersOf(names), this::superseded));
        }
        return chosen.get();
    }

    /** Of rows that other tasks store too. */
    private void superseded(R row) {
        derived.forEach(task -> task.superseded(row));
    }

    private List<SinkWriter<R>> writersOf(Set<String> names) {
        return IntStream.range(0, writers.size())
                .filter(i -> names.contains(pipeline.sinks().get(i).sink().name()))
                .mapToObj(writers::get)
                .toList();
    }

    private void overflow() throws InterruptedException {
        if (chosen.isPresent()) {
            drain();
        } else {
            write(rows.rows().drainFull(requestRows), rows);
        }
    }

    private void drain() throws InterruptedException {
        drain(Optional.of(rows));
        drain(chosen);
        chosen = Optional.empty();
    }

    private void drain(Optional<RowsForSinks<R>> gathered) throws InterruptedException {
        if (gathered.isPresent()) {
            write(gathered.get().rows().drain(), gathered.get());
        }
    }

    /** Rows of records before and behind a writer's position are never written together. */
    private void reach(long offset) throws InterruptedException {
        if (offset >= nextPosition) {
            firstOffset = nextPosition == Long.MIN_VALUE ? offset : firstOffset;
            drain();
            from = offset;
            nextPosition = writers.stream()
                    .mapToLong(writer -> writer.reached(offset))
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
        nextOffset = offset + 1;
    }

    /** Writes what is left; returns when all sinks have the rows and the brokers have the dead letters. */
    BatchResult finish() throws InterruptedException {
        drain();
        for (SinkWriter<R> writer : writers) {
            writer.readUpTo(ends);
            writer.finish(firstOffset, nextOffset);
        }
        deadLetters.ifPresent(DeadLetters::acknowledge);
        long made = 0;
        for (DerivedTask<R, ?> task : derived) {
            made += task.finish(nextOffset);
        }
        return new BatchResult(pipeline.stream(), read, written, rejected, latency, results(), made);
    }

    private Map<String, List<SinkResult>> results() {
        Map<String, List<SinkResult>> results = new HashMap<>();
        for (int i = 0; i < writers.size(); i++) {
            String sink = pipeline.sinks().get(i).sink().name();
            writers.get(i).result().ifPresent(result -> results.put(sink, List.of(result)));
        }
        derived.forEach(task -> task.results()
                .forEach((sink, some) ->
                        results.merge(sink, some, (one, more) -> Stream.concat(one.stream(), more.stream())
                                .toList())));
        return results;
    }

    private void write(Collection<List<R>> groups, RowsForSinks<R> gathered) throws InterruptedException {
        for (SinkWriter<R> writer : gathered.writers()) {
            if (writer.position() <= from) {
                writer.write(groups);
            }
        }
        for (DerivedTask<R, ?> task : derived) {
            task.written(groups, gathered.names());
        }
        written += groups.stream().mapToInt(List::size).sum();
        long now = System.currentTimeMillis();
        groups.forEach(group -> group.forEach(row -> row.receivedAt().ifPresent(time -> latency.add(now - time))));
    }

    private void reject(SourceRecord record, Rejected<R> refused) {
        rejected.merge(refused.reason(), 1L, Long::sum);
        if (deadLetters.isEmpty()) {
            deadLetters = Optional.of(pipeline.deadLetters().get());
        }
        deadLetters.get().send(record, refused);
    }

    @Override
    public void close() {
        writers.forEach(SinkWriter::close);
        derived.forEach(DerivedTask::close);
    }
}
