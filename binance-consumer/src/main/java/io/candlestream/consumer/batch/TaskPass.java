package io.candlestream.consumer.batch;

import io.candlestream.consumer.meter.Ages;
import io.candlestream.consumer.row.Decoded;
import io.candlestream.consumer.row.Decoded.Accepted;
import io.candlestream.consumer.row.Decoded.Rejected;
import io.candlestream.consumer.row.Reason;
import io.candlestream.consumer.row.RowDecoder;
import io.candlestream.consumer.row.RowWriter;
import io.candlestream.consumer.row.TableRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;

/** The state of a {@link BatchTask} under way, for one of its flows: rows gathered, records counted. */
final class TaskPass<R extends TableRow> implements AutoCloseable {
    private final Flow<R> flow;
    private final long consumedAt;
    private final int bufferRows;
    private final RowWriter<R> writer;
    private final RowDecoder<R> decoder;
    private final NewestRows<R> rows = new NewestRows<>();
    private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    private final Ages ages = new Ages();
    private Optional<DeadLetters> deadLetters = Optional.empty();
    private List<BatchTally.Line> newest = List.of();
    private long read;
    private long written;

    TaskPass(Flow<R> flow, long consumedAt, int bufferRows) {
        this.flow = flow;
        this.consumedAt = consumedAt;
        this.bufferRows = bufferRows;
        this.writer = flow.outlets().rows().get();
        this.decoder = flow.kind().decoder();
    }

    void take(InternalRow record) throws InterruptedException {
        read++;
        Decoded<R> decoded = SourceRecord.valueOf(record)
                .map(value -> decoder.decode(value, consumedAt))
                .orElseGet(() -> new Rejected<>(Reason.NO_VALUE, "the record has no value"));
        if (decoded instanceof Accepted<R> accepted) {
            rows.add(accepted.row());
            if (rows.size() >= bufferRows) {
                write(rows.drainFull(writer.requestRows()));
            }
        } else if (decoded instanceof Rejected<R> refused) {
            reject(SourceRecord.of(record), refused);
        }
    }

    /** Writes what is left; returns when rows and dead letters are acknowledged. */
    BatchTally finish() throws InterruptedException {
        write(rows.drain());
        deadLetters.ifPresent(DeadLetters::acknowledge);
        return new BatchTally(read, written, rejected, ages, newest);
    }

    private void write(Collection<List<R>> groups) throws InterruptedException {
        writer.write(groups);
        written += groups.stream().mapToInt(List::size).sum();
        long now = System.currentTimeMillis();
        groups.forEach(group -> group.forEach(row -> row.receivedAt().ifPresent(time -> ages.add(now - time))));
        if (flow.consoleRows() > 0) {
            Stream<BatchTally.Line> lines = groups.stream()
                    .map(group -> group.subList(Math.max(0, group.size() - flow.consoleRows()), group.size()))
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingLong(TableRow::clustering).reversed())
                    .limit(flow.consoleRows()) // words are made of those alone that are shown
                    .map(row ->
                            new BatchTally.Line(row.clustering(), flow.kind().cells(row)));
            newest = BatchTally.newest(Stream.concat(newest.stream(), lines), flow.consoleRows());
        }
    }

    private void reject(SourceRecord record, Rejected<R> refused) {
        rejected.merge(refused.reason(), 1L, Long::sum);
        if (deadLetters.isEmpty()) {
            deadLetters = Optional.of(flow.outlets().rejected().get());
        }
        deadLetters.get().send(record, refused);
    }

    @Override
    public void close() {
        writer.close();
    }
}
