package io.candlestream.consumer.batch;

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
    private final List<DerivedTask<?>> derived;
    private final RowDecoder<R> decoder;
    private final UpsertBuffer<R> rows = new UpsertBuffer<>();
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
    StreamTask(StreamPipeline<R> pipeline, Optional<SourcePartition> source, long consumedAt, int bufferRows) {
        this.pipeline = pipeline;
        this.ofOnePartition = source.isPresent();
        this.consumedAt = consumedAt;
        this.bufferRows = bufferRows;
        pipeline.sinks().forEach(sink -> writers.add(sink.open(pipeline.type().layout(), source)));
        this.requestRows =
                writers.stream().mapToInt(SinkWriter::requestRows).max().orElse(1);
        this.derived = pipeline.derived().stream()
                .<DerivedTask<?>>map(made -> made.open(pipeline.type().layout()))
                .toList();
        this.decoder = pipeline.decoders().get();
    }

    void take(InternalRow record) throws InterruptedException {
        read++;
        if (ofOnePartition) {
            reach(SourceRecord.offsetOf(record));
        }
        Decoded<R> decoded = SourceRecord.valueOf(record)
                .map(value -> decoder.decode(value, consumedAt))
                .orElseGet(() -> new Rejected<>(RejectReason.NO_VALUE, "the record has no value"));
        if (decoded instanceof Accepted<R> accepted) {
            R row = accepted.row();
            for (SinkWriter<R> writer : writers) {
                writer.received(row);
            }
            rows.add(row);
            if (rows.size() >= bufferRows) {
                write(rows.drainFull(requestRows));
            }
        } else if (decoded instanceof Rejected<R> refused) {
            reject(SourceRecord.of(record), refused);
        }
    }

    /** Rows of records before and behind a writer's position are never written together. */
    private void reach(long offset) throws InterruptedException {
        if (offset >= nextPosition) {
            firstOffset = nextPosition == Long.MIN_VALUE ? offset : firstOffset;
            write(rows.drain());
            from = offset;
            nextPosition = writers.stream()
                    .mapToLong(SinkWriter::position)
                    .filter(position -> position > offset)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
        nextOffset = offset + 1;
    }

    /** Writes what is left; returns when all sinks have the rows and the brokers have the dead letters. */
    BatchResult finish() throws InterruptedException {
        write(rows.drain());
        for (SinkWriter<R> writer : writers) {
            writer.finish(firstOffset, nextOffset);
        }
        deadLetters.ifPresent(DeadLetters::acknowledge);
        long made = 0;
        for (DerivedTask<?> task : derived) {
            made += task.finish();
        }
        return new BatchResult(pipeline.stream(), read, written, rejected, latency, results(), made);
    }

    private Map<String, List<SinkResult>> results() {
        Map<String, List<SinkResult>> results = new HashMap<>();
        for (int i = 0; i < writers.size(); i++) {
            String sink = pipeline.sinks().get(i).sink().name();
            writers.get(i).result().ifPresent(result -> results.put(sink, List.of(result)));
        }
        return results;
    }

    private void write(Collection<List<R>> groups) throws InterruptedException {
        for (SinkWriter<R> writer : writers) {
            if (writer.position() <= from) {
                writer.write(groups);
            }
        }
        derived.forEach(task -> task.written(groups));
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
    }
}
