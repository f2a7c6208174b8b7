package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tables that are one list, and what was committed to each, of all that run in this JVM. */
record ListSink(String name) implements Sink {
    static final Queue<Row> TABLE = new ConcurrentLinkedQueue<>();
    static final Queue<String> COMMITTED = new ConcurrentLinkedQueue<>();
    private static final long serialVersionUID = 1;

    private record Written(int rows) implements SinkResult {
        private static final long serialVersionUID = 1;
    }

    @Override
    public String target(RowLayout<?> layout) {
        return layout.table();
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new ListWriter<>();
    }

    @Override
    public void commit(long batchId, List<SinkResult> results) {
        int rows =
                results.stream().mapToInt(result -> ((Written) result).rows()).sum();
        COMMITTED.add(name + " " + batchId + ": " + rows + " rows");
    }

    private static final class ListWriter<R extends Row> implements SinkWriter<R> {
        private int rows;

        @Override
        public void write(Collection<List<R>> groups) {
            groups.forEach(group -> {
                TABLE.addAll(group);
                rows += group.size();
            });
        }

        @Override
        public int requestRows() {
            return 2;
        }

        @Override
        public Optional<SinkResult> result() {
            return Optional.of(new Written(rows));
        }

        @Override
        public void close() {}
    }
}
