package io.candlestream.consumer.derived;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of candles and of what is made of them: maps of the class, since a sink is serializable. */
record PairedTables(String name) implements Sink {
    private static final long serialVersionUID = 1;
    static final Map<String, NavigableMap<Long, Row>> CANDLES = new ConcurrentHashMap<>();
    static final Map<String, NavigableMap<Long, Row>> MADE = new ConcurrentHashMap<>();
    static final List<Read> READS = Collections.synchronizedList(new ArrayList<>());
    static final AtomicInteger LISTED = new AtomicInteger();
    /** What happens once, when the next task has read what is named. */
    static final Map<String, Runnable> BEHIND = new ConcurrentHashMap<>();

    @Override
    public String target(RowLayout<?> layout) {
        return layout.table();
    }

    @Override
    public boolean readsRanges() {
        return true;
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        Map<String, NavigableMap<Long, Row>> table = layout.table().equals("assets") ? CANDLES : MADE;
        return new SinkWriter<>() {
            @Override
            public void write(Collection<List<R>> groups) {
                groups.forEach(group -> group.forEach(row -> table.computeIfAbsent(
                                row.partition(), partition -> new ConcurrentSkipListMap<>())
                        .merge(row.clustering(), row, (old, now) -> now.version() > old.version() ? now : old)));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public StoredRanges ranges(RowLayout<?> layout, List<String> columns, Runnable retried) {
        return new StoredRanges() {
            @Override
            public void read(String partition, long from, long to, Visitor visitor) throws InterruptedException {
                List<Row> rows = List.copyOf(CANDLES.getOrDefault(partition, new TreeMap<>())
                        .subMap(from, true, to, true)
                        .values());
                READS.add(new Read(partition, rows.size()));
                Optional.ofNullable(BEHIND.remove(partition)).ifPresent(Runnable::run);
                for (Row row : rows) {
                    visitor.visit(new StoredKline((KlineRow) row, KlineStream.layout("assets")));
                }
            }

            @Override
            public List<String> partitions() {
                LISTED.incrementAndGet();
                List<String> partitions = List.copyOf(CANDLES.keySet());
                Optional.ofNullable(BEHIND.remove("partitions")).ifPresent(Runnable::run);
                return partitions;
            }

            @Override
            public void close() {}
        };
    }

    /** Of one asset, read from one time to another. */
    record Read(String partition, long rows) {}

    /** Forgets all. */
    static void clear() {
        CANDLES.clear();
        MADE.clear();
        READS.clear();
        LISTED.set(0);
        BEHIND.clear();
    }
}
