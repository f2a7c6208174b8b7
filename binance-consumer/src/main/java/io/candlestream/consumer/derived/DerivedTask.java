package io.candlestream.consumer.derived;

import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStream.Derivation;
import io.candlestream.consumer.stream.DerivedStream.Derivations;
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
 *
 * <p>What is made with a reference too depends on rows that another task of the batch writes side by side. Each task first stores its rows, then
 * looks for the partition keys that there are, then reads. Of the two whose rows belong together the one that has stored last
 * finds those of the other, so one of them makes the row of all that there is; its version is larger than that of a row made of less, and
 * it stays whichever is written last. The reference's task finds the partition keys of the others in {@link KnownPartitions}; one that was
 * not there yet reads after it, and so finds the reference's rows.
 */
public final class DerivedTask<S extends Row, R extends Row> implements AutoCloseable {
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

    /**
     * These rows of the other stream are stored, or will be before {@link #finish}.
     *
     * @param sinks the names of those that get them, in whatever query
     */
    public void written(Collection<List<S>> groups, Set<String> sinks) throws InterruptedException {
        List<List<S>> counting = groups.stream()
                .map(group -> group.stream().filter(type::takes).toList())
                .filter(group -> !group.isEmpty())
                .toList();
        counting.forEach(
                group -> group.forEach(row -> touched.computeIfAbsent(row.partition(), partition -> new TreeSet<>())
                        .add(row.clustering())));
        if (type.reference().isPresent()) {
            stores().keySet().forEach(store -> KnownPartitions.of(store, of).add(touched.keySet()));
        }
        if (ahead.isPresent() && sinks.contains(pipeline.store().name())) {
            ahead.get().write(counting);
        }
    }

    /** A newer row of its batch takes the place of {@code row} before it is stored. */
    public void superseded(S row) {
        ahead.filter(writer -> type.takes(row)).ifPresent(writer -> writer.superseded(row));
    }

    /**
     * Makes and writes what depends on the written rows, and returns how many rows that are in each sink.
     *
     * @param next the offset behind the last record of the source, where all come from one
     */
    public long finish(long next) throws InterruptedException {
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
    public Map<String, List<SinkResult>> results() {
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
            Collection<Slice> slices = slices(store, stored);
            List<Stretch> all =
                    slices.stream().flatMap(slice -> slice.stretches().stream()).toList();
            all.subList(0, Math.min(AHEAD, all.size())).forEach(pass::announce);
            int ahead = AHEAD;
            for (Slice slice : slices) {
                Derivations<R> derivations = pass.begin(slice);
                for (Stretch stretch : slice.stretches()) {
                    if (ahead < all.size()) {
                        pass.announce(all.get(ahead++));
                    }
                    pass.over(stretch, derivations);
                }
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

    private Collection<Slice> slices(BoundSink store, StoredRanges stored) throws InterruptedException {
        Optional<String> reference = type.reference();
        if (reference.isEmpty()) {
            return List.of(Slice.of(stretches(touched)));
        }
        Map<String, SortedSet<Long>> own = new HashMap<>(touched);
        SortedSet<Long> ofAll = own.remove(reference.get());
        if (ofAll == null) {
            return Slice.of(type, stretches(own));
        }
        // Most assets have no keys of their own here, and then the stretches of the reference's: no set is held for
        // each.
        List<Stretch> common = Stretch.of(type, reference.get(), ofAll);
        Set<String> others = new TreeSet<>(KnownPartitions.of(store, of).all(stored));
        others.addAll(own.keySet());
        others.remove(reference.get());
        List<Stretch> all = new ArrayList<>();
        for (String partition : others) {
            if (own.containsKey(partition)) {
                SortedSet<Long> both = new TreeSet<>(ofAll);
                both.addAll(own.get(partition));
                all.addAll(Stretch.of(type, partition, both));
            } else {
                common.forEach(one -> all.add(new Stretch(partition, one.first(), one.last())));
            }
        }
        return Slice.of(type, all);
    }

    private List<Stretch> stretches(Map<String, SortedSet<Long>> keys) {
        return keys.entrySet().stream()
                .flatMap(one -> Stretch.of(type, one.getKey(), one.getValue()).stream())
                .toList();
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

        Derivations<R> begin(Slice slice) throws InterruptedException {
            Derivations<R> derivations = type.open();
            if (type.reference().isPresent()) {
                stored.read(type.reference().get(), type.from(slice.first()), slice.last(), derivations::addReference);
            }
            return derivations;
        }

        void over(Stretch stretch, Derivations<R> derivations) throws InterruptedException {
            Derivation<R> derivation = derivations.of(stretch.partition());
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
