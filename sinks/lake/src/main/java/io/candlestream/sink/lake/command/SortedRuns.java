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

    private final Schema schema;
    private final RowOrder order;
    private final List<StructLike> rows = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();

    SortedRuns(Schema schema, RowOrder order) {
        this.schema = schema;
        this.order = order;
    }

    void add(StructLike row) {
        rows.add(row);
        if (rows.size() == ROWS_IN_MEMORY) {
            spill();
        }
    }

    private void spill() {
        rows.sort(order);
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
                rows.forEach(file::write);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write rows to be sorted: " + e.getMessage(), e);
        }
        rows.clear();
    }

    /** One of the rows that are read side by side: the next one of a run. */
    private record Next(StructLike row, Iterator<StructLike> run) {}

    /** Gives all rows to {@code taker}, in their order. */
    void forEach(Consumer<StructLike> taker) {
        rows.sort(order);
        List<CloseableIterable<StructLike>> files = new ArrayList<>();
        runs.forEach(run -> files.add(LakeRows.of(org.apache.iceberg.Files.localInput(run.toFile()), schema)));
        PriorityQueue<Next> queue = new PriorityQueue<>((one, other) -> order.compare(one.row(), other.row()));
        try {
            advance(queue, rows.iterator());
            files.forEach(file -> advance(queue, file.iterator()));
            for (Next next = queue.poll(); next != null; next = queue.poll()) {
                taker.accept(next.row());
                advance(queue, next.run());
            }
        } finally {
            files.forEach(SortedRuns::close);
        }
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

    @Override
    public void close() {
        for (Path run : runs) {
            try {
                Files.deleteIfExists(run);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
