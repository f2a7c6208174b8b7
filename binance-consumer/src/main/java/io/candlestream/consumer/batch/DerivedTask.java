package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStream.Derivation;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A task's share of a derived stream: remembers which rows were written, and once all can be read makes what depends on them, of what is
 * stored and not of what came. So it needs no memory over a restart, and late rows repair what follows them.
 */
final class DerivedTask<R extends Row> {
    /** Rows that are written together. */
    private static final int ROWS = 5000;

    private final DerivedPipeline<R> pipeline;
    private final DerivedStream<R> type;
    private final RowLayout<?> of;
    private final Map<String, SortedSet<Long>> touched = new HashMap<>();

    DerivedTask(DerivedPipeline<R> pipeline, RowLayout<?> of) {
        this.pipeline = pipeline;
        this.type = pipeline.type();
        this.of = of;
    }

    /** From the first to the last clustering key whose rows are made again. */
    private record Stretch(long first, long last) {}

    /** These rows of the other stream are stored, or will be before {@link #finish}. */
    void written(Collection<? extends List<? extends Row>> groups) {
        groups.forEach(group -> group.stream().filter(type::takes).forEach(row -> touched.computeIfAbsent(
                        row.partition(), partition -> new TreeSet<>())
                .add(row.clustering())));
    }

    /** Makes and writes what depends on the written rows, and returns how many rows that are in each sink. */
    long finish() throws InterruptedException {
        long made = 0;
        if (!touched.isEmpty()) {
            for (BoundSink sink : pipeline.sinks()) {
                made = into(sink);
            }
        }
        return made;
    }

    private long into(BoundSink sink) throws InterruptedException {
        long made = 0;
        try (StoredRanges stored = sink.ranges(of, type.columns());
                SinkWriter<R> writer = sink.open(type.layout())) {
            for (Map.Entry<String, SortedSet<Long>> partition : touched.entrySet()) {
                for (Stretch stretch : stretches(partition.getValue())) {
                    made += new Pass(writer, stretch.first(), type.open(partition.getKey()))
                            .over(stored, partition.getKey(), stretch);
                }
            }
            writer.finish(0, 0);
        }
        return made;
    }

    /** One where they would overlap, so that no row is read or made twice. */
    private List<Stretch> stretches(SortedSet<Long> keys) {
        List<Stretch> stretches = new ArrayList<>();
        long first = keys.first();
        long last = type.to(first);
        for (long key : keys) {
            if (type.from(key) > last) {
                stretches.add(new Stretch(first, last));
                first = key;
            }
            last = type.to(key);
        }
        stretches.add(new Stretch(first, last));
        return stretches;
    }

    /** Over the stored rows of a stretch and those before it, which are only looked at. */
    private final class Pass {
        private final SinkWriter<R> writer;
        private final long first;
        private final Derivation<R> derivation;
        private final List<R> rows = new ArrayList<>();
        private long made;

        Pass(SinkWriter<R> writer, long first, Derivation<R> derivation) {
            this.writer = writer;
            this.first = first;
            this.derivation = derivation;
        }

        long over(StoredRanges stored, String partition, Stretch stretch) throws InterruptedException {
            stored.read(partition, type.from(stretch.first()), stretch.last(), row -> {
                if (derivation.add(row) && row.clustering() >= first) {
                    rows.add(derivation.last());
                    if (rows.size() >= ROWS) {
                        write();
                    }
                }
            });
            write();
            return made;
        }

        private void write() throws InterruptedException {
            if (!rows.isEmpty()) {
                writer.write(List.of(rows));
                made += rows.size();
                rows.clear();
            }
        }
    }
}
