package io.candlestream.sink.lake.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.parquet.InternalWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** Sorts more rows than fit into memory: parts of them in files of this machine, which are read side by side at the end. */
final class SortedRuns implements AutoCloseable {
    /** About 200 MB of candles. */
    private static final int ROWS_IN_MEMORY = 200_000;

    /** Each that is read needs a row group in memory. */
    private static final int RUNS_AT_ONCE = 50;

    private final Schema schema;
    private final RowOrder order;
    private final int rowsInMemory;
    private final int runsAtOnce;
    private final List<StructLike> rows = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();

    SortedRuns(Schema schema, RowOrder order) {
        this(schema, order, ROWS_IN_MEMORY, RUNS_AT_ONCE);
    }

    /** @param runsAtOnce from 2 */
    SortedRuns(Schema schema, RowOrder order, int rowsInMemory, int runsAtOnce) {
        this.schema = schema;
        this.order = order;
        this.rowsInMemory = rowsInMemory;
        this.runsAtOnce = runsAtOnce;
    }

    void add(StructLike row) {
        rows.add(row);
        if (rows.size() == rowsInMemory) {
            rows.sort(order);
            write(rows::forEach);
            rows.clear();
        }
    }

    /** Makes a run of sorted rows. */
    private void write(Consumer<Consumer<StructLike>> sorted) {
        try {
            Path run = Files.createTempFile("candlestream-merge", ".parquet");
            runs.add(run);
            try (DataWriter<StructLike> file = Parquet.writeData(org.apache.iceberg.Files.localOutput(run.toFile()))
                    .schema(schema)
                    .set("write.parquet.row-group-size-bytes", "4194304") // one of each run is in memory at the end
                    .withSpec(PartitionSpec.unpartitioned())
                    .createWriterFunc(InternalWriter::createWriter)
                    .overwrite()
                    .build()) {
                sorted.accept(file::write);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write rows to be sorted: " + e.getMessage(), e);
        }
    }

    /** One of the rows that are read side by side: the next one of a run. */
    private record Next(StructLike row, Iterator<StructLike> run) {}

    /** Gives all rows to {@code taker}, in their order. Of many runs the first ones become one of their own, until few are left. */
    void forEach(Consumer<StructLike> taker) {
        rows.sort(order);
        while (runs.size() > runsAtOnce) {
            List<Path> first = List.copyOf(runs.subList(0, Math.min(runsAtOnce, runs.size() - runsAtOnce + 1)));
            write(run -> merge(first, List.of(), run));
            first.forEach(SortedRuns::delete);
            runs.removeAll(first);
        }
        merge(runs, rows, taker);
    }

    private void merge(List<Path> some, List<StructLike> more, Consumer<StructLike> taker) {
        List<CloseableIterable<StructLike>> files = new ArrayList<>();
        some.forEach(run -> files.add(LakeRows.of(org.apache.iceberg.Files.localInput(run.toFile()), schema)));
        PriorityQueue<Next> queue = new PriorityQueue<>((one, other) -> order.compare(one.row(), other.row()));
        try {
            advance(queue, more.iterator());
            files.forEach(file -> advance(queue, file.iterator()));
            for (Next next = queue.poll(); next != null; next = queue.poll()) {
                taker.accept(next.row());
                advance(queue, next.run());
            }
        } finally {
            files.forEach(SortedRuns::close);
        }
    }

    List<Path> files() {
        return List.copyOf(runs);
    }

    private static void advance(PriorityQueue<Next> queue, Iterator<StructLike> run) {
        if (run.hasNext()) {
            queue.add(new Next(run.next(), run));
        }
    }

    private static void close(CloseableIterable<StructLike> file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path run) {
        try {
            Files.deleteIfExists(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runs.forEach(SortedRuns::delete);
    }
}
