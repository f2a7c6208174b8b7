package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.RevisionSearch;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A writer before whose rows the revisions are written that they make of what stands in their table: when a task dies between the two,
 * its batch comes again, finds the same and writes the same.
 */
final class RevisingWriter<R extends Row, V extends Row> implements SinkWriter<R> {
    private static final Logger LOG = LoggerFactory.getLogger(RevisingWriter.class);

    private final BoundSink sink;
    private final RowLayout<R> of;
    private final Revisions<R, V> type;
    private final RevisionSearch<R, V> search;
    private final SinkWriter<R> rows;
    private Optional<StoredRanges> stored = Optional.empty();

    /** @param of the layout of the rows that {@code rows} writes */
    RevisingWriter(BoundSink sink, RowLayout<R> of, Revisions<R, V> type, SinkWriter<R> rows) {
        this.sink = sink;
        this.of = of;
        this.type = type;
        this.search = new RevisionSearch<>(type);
        this.rows = rows;
    }

    @Override
    public void write(Collection<List<R>> groups) throws InterruptedException {
        if (search.concerns(groups)) {
            leave(search.changes(groups, ranges()));
        }
        rows.write(groups);
    }

    private StoredRanges ranges() {
        if (stored.isEmpty()) {
            stored = Optional.of(sink.ranges(of, type.columns()));
        }
        return stored.get();
    }

    private void leave(List<List<V>> changes) throws InterruptedException {
        if (changes.isEmpty()) {
            return;
        }
        try (SinkWriter<V> writer = sink.open(type.layout())) {
            writer.write(changes);
            writer.finish(0, 0);
        }
        LOG.info(
                "{} revisions of {} in {}",
                changes.stream().mapToInt(List::size).sum(),
                of.table(),
                type.layout().table());
    }

    @Override
    public void received(R row) {
        rows.received(row);
    }

    @Override
    public void superseded(R row) {
        search.superseded(row);
    }

    @Override
    public void madeOf(long sum) {
        rows.madeOf(sum);
    }

    @Override
    public int requestRows() {
        return rows.requestRows();
    }

    @Override
    public long position() {
        return rows.position();
    }

    @Override
    public long reached(long offset) {
        return rows.reached(offset);
    }

    @Override
    public void readUpTo(Map<SourcePartition, Long> ends) {
        rows.readUpTo(ends);
    }

    @Override
    public void finish(long first, long next) throws InterruptedException {
        rows.finish(first, next);
    }

    @Override
    public Optional<SinkResult> result() {
        return rows.result();
    }

    @Override
    public void close() {
        stored.ifPresent(StoredRanges::close);
        rows.close();
    }
}
