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
    /** Stretches that are asked for before they are needed. */
    private static final int AHEAD = 16;

    private final DerivedPipeline<R> pipeline;
    private final DerivedStream<R> type;
    private final RowLayout<?> of;
    private final Map<String, SortedSet<Long>> touched = new HashMap<>();

    DerivedTask(DerivedPipeline<R> pipeline, RowLayout<?> of) {
        this.pipeline = pipeline;
        this.type = pipeline.type();
        this.of = of;
    }

    /** Of one partition key, from the first to the last clustering key whose rows are made again. */
    private record Stretch(String partition, long first, long last) {}

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
        try (StoredRanges stored = sink.ranges(of, type.columns());
                SinkWriter<R> writer = sink.open(type.layout())) {
            Pass pass = new Pass(stored, writer);
            List<Stretch> all = touched.entrySet().stream()
                    .flatMap(keys -> stretches(keys.getKey(), keys.getValue()).stream())
                    .toList();
            all.subList(0, Math.min(AHEAD, all.size())).forEach(pass::announce);
            for (int i = 0; i < all.size(); i++) {
                if (i + AHEAD < all.size()) {
                    pass.announce(all.get(i + AHEAD));
                }
                pass.over(all.get(i));
            }
            return pass.finish();
        }
    }

    /** One where they would overlap, so that no row is read or made twice. */
    private List<Stretch> stretches(String partition, SortedSet<Long> keys) {
        List<Stretch> stretches = new ArrayList<>();
        long first = keys.first();
        long last = type.to(first);
        for (long key : keys) {
            if (type.from(key) > last) {
                stretches.add(new Stretch(partition, first, last));
                first = key;
            }
            last = type.to(key);
        }
        stretches.add(new Stretch(partition, first, last));
        return stretches;
    }

    /** Over stretches of stored rows, each with those before it, which are only looked at. */
    private final class Pass {
        private final StoredRanges stored;
        private final SinkWriter<R> writer;
        /** Rows that wait to be written, those of one partition key side by side. */
        private final List<List<R>> groups = new ArrayList<>();

        private int waiting;
        private long made;

        Pass(StoredRanges stored, SinkWriter<R> writer) {
            this.stored = stored;
            this.writer = writer;
        }

        void announce(Stretch stretch) {
            stored.announce(stretch.partition(), type.from(stretch.first()), stretch.last());
        }

        void over(Stretch stretch) throws InterruptedException {
            Derivation<R> derivation = type.open(stretch.partition());
            groups.add(new ArrayList<>());
            stored.read(stretch.partition(), type.from(stretch.first()), stretch.last(), row -> {
                if (derivation.add(row) && row.clustering() >= stretch.first()) {
                    groups.get(groups.size() - 1).add(derivation.last());
                    if (++waiting == ROWS) {
                        write();
                        groups.add(new ArrayList<>());
                    }
                }
            });
        }

        private void write() throws InterruptedException {
            groups.removeIf(List::isEmpty);
            if (!groups.isEmpty()) {
                writer.write(groups);
            }
            made += waiting;
            waiting = 0;
            groups.clear();
        }

        /** Returns how many rows were made, once all can be read. */
        long finish() throws InterruptedException {
            write();
            writer.finish(0, 0);
            return made;
        }
    }
}
