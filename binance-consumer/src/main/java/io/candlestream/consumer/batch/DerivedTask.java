package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStream.Derivation;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.schema.VersionHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A task's share of a derived stream: remembers which rows were written, and once all can be read makes what depends on them, of what is
 * stored and not of what came. So it needs no memory over a restart, and late rows repair what follows them.
 *
 * <p>Where the store is another query's, which may be behind, it stores there first what counts of the rows that it has: to store a row twice
 * changes nothing.
 */
final class DerivedTask<S extends Row, R extends Row> implements AutoCloseable {
    /** Rows that are written together. */
    private static final int ROWS = 5000;
    /** Stretches that are asked for before they are needed. */
    private static final int AHEAD = 16;

    private final DerivedPipeline<R> pipeline;
    private final DerivedStream<R> type;
    private final RowLayout<S> of;
    private final Optional<SourcePartition> source;
    /** Into the store, where it is another query's. */
    private final Optional<SinkWriter<S>> ahead;

    private final Map<String, SortedSet<Long>> touched = new HashMap<>();
    private final Map<String, List<SinkResult>> results = new HashMap<>();

    DerivedTask(
            DerivedPipeline<R> pipeline,
            RowLayout<S> of,
            Function<BoundSink, SinkWriter<S>> writers,
            List<BoundSink> written,
            Optional<SourcePartition> source) {
        this.pipeline = pipeline;
        this.type = pipeline.type();
        this.of = of;
        this.source = source;
        this.ahead = Optional.of(pipeline.store())
                .filter(store -> stores().containsKey(store))
                .filter(store -> written.stream().noneMatch(sink -> sink.name().equals(store.name())))
                .map(writers);
    }

    /** The sinks that get rows, by the one of whose rows they are made. */
    private Map<BoundSink, List<BoundSink>> stores() {
        Map<BoundSink, List<BoundSink>> stores = new LinkedHashMap<>();
        pipeline.sinks().forEach(sink -> stores.computeIfAbsent(
                        sink.sink().readsRanges() ? sink : pipeline.store(), store -> new ArrayList<>())
                .add(sink));
        return stores;
    }

    /** Of one partition key, from the first to the last clustering key whose rows are made again. */
    private record Stretch(String partition, long first, long last) {}

    /**
     * These rows of the other stream are stored, or will be before {@link #finish}.
     *
     * @param sinks the names of those that get them, in whatever query
     */
    void written(Collection<List<S>> groups, Set<String> sinks) throws InterruptedException {
        List<List<S>> counting = groups.stream()
                .map(group -> group.stream().filter(type::takes).toList())
                .filter(group -> !group.isEmpty())
                .toList();
        counting.forEach(
                group -> group.forEach(row -> touched.computeIfAbsent(row.partition(), partition -> new TreeSet<>())
                        .add(row.clustering())));
        if (ahead.isPresent() && sinks.contains(pipeline.store().name())) {
            ahead.get().write(counting);
        }
    }

    /** A newer row of its batch takes the place of {@code row} before it is stored. */
    void superseded(S row) {
        ahead.filter(writer -> type.takes(row)).ifPresent(writer -> writer.superseded(row));
    }

    /**
     * Makes and writes what depends on the written rows, and returns how many rows that are in each sink.
     *
     * @param next the offset behind the last record of the source, where all come from one
     */
    long finish(long next) throws InterruptedException {
        long made = 0;
        if (!touched.isEmpty()) {
            if (ahead.isPresent()) {
                ahead.get().finish(0, 0);
            }
            for (Map.Entry<BoundSink, List<BoundSink>> store : stores().entrySet()) {
                made = into(store.getValue(), store.getKey(), next);
            }
        }
        return made;
    }

    /** Over the keys of the written rows, which are the same when a batch is repeated, in whatever portions they are written. */
    private long sum() {
        long sum = 0;
        for (Map.Entry<String, SortedSet<Long>> keys : touched.entrySet()) {
            long hash = VersionHash.mixed(VersionHash.START, keys.getKey().hashCode());
            for (long key : keys.getValue()) {
                sum += VersionHash.mixed(hash, key);
            }
        }
        return sum;
    }

    /** What the sinks' writers have returned, by the name of the sink. */
    Map<String, List<SinkResult>> results() {
        return results;
    }

    @Override
    public void close() {
        ahead.ifPresent(SinkWriter::close);
    }

    private long into(List<BoundSink> sinks, BoundSink store, long next) throws InterruptedException {
        try (StoredRanges stored = store.ranges(of, type.columns());
                Writers writers = new Writers(sinks, next)) {
            Pass pass = new Pass(stored, writers);
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

    /** Those of several sinks, but for what a sink has already. */
    private final class Writers implements AutoCloseable {
        private final long next;
        private final Map<String, SinkWriter<R>> open = new LinkedHashMap<>();

        Writers(List<BoundSink> sinks, long next) {
            this.next = next;
            sinks.forEach(sink -> open.put(sink.name(), sink.open(type.layout(), source)));
        }

        void write(List<List<R>> groups) throws InterruptedException {
            for (SinkWriter<R> writer : open.values()) {
                if (source.isEmpty() || writer.position() < next) {
                    writer.write(groups);
                }
            }
        }

        void finish() throws InterruptedException {
            for (Map.Entry<String, SinkWriter<R>> writer : open.entrySet()) {
                writer.getValue().madeOf(sum());
                writer.getValue().finish(0, next);
                writer.getValue().result().ifPresent(result -> results.put(writer.getKey(), List.of(result)));
            }
        }

        @Override
        public void close() {
            open.values().forEach(SinkWriter::close);
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
        private final Writers writers;
        /** Rows that wait to be written, those of one partition key side by side. */
        private final List<List<R>> groups = new ArrayList<>();

        private int waiting;
        private long made;

        Pass(StoredRanges stored, Writers writers) {
            this.stored = stored;
            this.writers = writers;
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
                writers.write(groups);
            }
            made += waiting;
            waiting = 0;
            groups.clear();
        }

        /** Returns how many rows were made, once all can be read. */
        long finish() throws InterruptedException {
            write();
            writers.finish();
            return made;
        }
    }
}
