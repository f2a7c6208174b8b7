package io.candlestream.consumer.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.FeatureStreamFactory;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Features of candles in a table that is a map: whatever comes when, the end is that of all candles at once. */
class DerivedTaskTest {
    private static final long MINUTE = 60_000;
    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private static final BoundSink SINK = new BoundSink(new Maps("maps"), new LongAccumulator());
    private static final BoundSink LINES = new BoundSink(new Lines("lines"), new LongAccumulator());
    private static final DerivedStream<?> FEATURES = new FeatureStreamFactory().create(block(), KLINES);

    private final long seed = Long.getLong("candlestream.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static Settings block() {
        String schema = Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                .toString();
        return ConsumerSettings.loader(ConsumerSettings.class)
                .load(Map.of("ASSET_SCHEMA_LOCATION", schema), new Properties())
                .block("derived.features", "derived.features");
    }

    /** Its tables are maps of this class, since a sink is serializable. */
    private record Maps(String name) implements Sink {
        private static final long serialVersionUID = 1;
        private static final NavigableMap<Long, Row> CANDLES = new TreeMap<>();
        private static final NavigableMap<Long, Row> MADE = new TreeMap<>();
        /** Every row of features that was written. */
        private static final List<Row> WRITTEN = new ArrayList<>();

        private static int reads;
        private static int readRows;

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
            boolean candles = layout.table().equals("assets");
            return new SinkWriter<>() {
                @Override
                public void write(Collection<List<R>> groups) {
                    groups.forEach(group -> {
                        group.forEach(row -> upsert(candles ? CANDLES : MADE, row));
                        if (!candles) {
                            WRITTEN.addAll(group);
                        }
                    });
                }

                @Override
                public void close() {}
            };
        }

        static void upsert(NavigableMap<Long, Row> table, Row row) {
            table.merge(row.clustering(), row, (old, now) -> now.version() > old.version() ? now : old);
        }

        @Override
        public StoredRanges ranges(RowLayout<?> layout, List<String> columns, Runnable retried) {
            return new StoredRanges() {
                @Override
                public List<String> partitions() {
                    return List.of("bitcoin");
                }

                @Override
                public void read(String partition, long from, long to, Visitor visitor) throws InterruptedException {
                    reads++;
                    for (Row row : CANDLES.subMap(from, true, to, true).values()) {
                        readRows++;
                        visitor.visit(new StoredKline((KlineRow) row, KLINES.layout()));
                    }
                }

                @Override
                public void close() {}
            };
        }
    }

    @BeforeEach
    void clear() {
        Maps.CANDLES.clear();
        Maps.MADE.clear();
        Maps.WRITTEN.clear();
        Lines.WRITTEN.clear();
        Lines.SUMS.clear();
        Maps.reads = 0;
        Maps.readRows = 0;
    }

    @Test
    void anyOrderOfCandlesBatchesAndWritesMakesTheSame() throws InterruptedException {
        List<KlineRow> updates = new ArrayList<>();
        for (int minute = 0; minute < 700; minute++) {
            if (minute % 180 != 177) {
                updates.add(candle(minute, "socket", 3));
            }
            if (random.nextInt(20) == 0) {
                updates.add(candle(minute, "rest", 3_600_000 + random.nextInt(10_000_000)));
            }
            if (random.nextInt(60) == 0) {
                updates.add(candle(minute, "archive", 90_000_000));
            }
        }
        batch(updates);
        Map<Long, String> expected = shown(Maps.MADE);
        assertThat(expected.keySet()).isEqualTo(Maps.CANDLES.keySet());
        clear();

        List<KlineRow> shuffled = new ArrayList<>(updates);
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(60));
            if (random.nextInt(3) == 0) {
                store(shuffled.subList(from, to)); // and then the program dies, and the batch comes again
            }
            batch(shuffled.subList(from, to));
            from = to;
        }
        assertThat(shown(Maps.MADE)).as("-Dcandlestream.seed=%d", seed).isEqualTo(expected);

        NavigableMap<Long, Row> late = new TreeMap<>();
        Collections.shuffle(Maps.WRITTEN, random);
        Maps.WRITTEN.forEach(row -> Maps.upsert(late, row));
        assertThat(shown(late))
                .as("written in another order, -Dcandlestream.seed=%d", seed)
                .isEqualTo(expected);
    }

    @Test
    void aBatchReadsOnceAndMakesEachRowOnce() throws InterruptedException {
        List<KlineRow> candles = new ArrayList<>();
        for (int minute = 0; minute < 30_000; minute++) {
            candles.add(candle(minute, "socket", 3));
        }
        batch(candles);
        assertThat(Maps.reads).isEqualTo(1);
        assertThat(Maps.readRows).isEqualTo(30_000);
        assertThat(Maps.WRITTEN).hasSize(30_000);

        batch(List.of(candle(30_000, "socket", 3)));
        assertThat(Maps.reads).isEqualTo(2);
        assertThat(Maps.readRows).isEqualTo(30_000 + 251);
        assertThat(Maps.WRITTEN).hasSize(30_001);
    }

    @Test
    void aSinkThatCannotBeReadBackGetsWhatIsMadeOfAStoreThatAnotherQueryFills() throws InterruptedException {
        List<KlineRow> candles = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            candles.add(candle(minute, "socket", 3));
        }
        candles.add(candle(30, "socket", 3, false));
        for (int times = 0; times < 2; times++) { // the second time as after a restart: the same, as one batch
            try (DerivedTask<KlineRow, ?> task = intoLines(FEATURES)
                    .open(KLINES.layout(), sink -> sink.open(KLINES.layout()), List.of(LINES), Optional.empty())) {
                task.written(List.of(candles.subList(0, 10)), Set.of("maps", "lines"));
                task.written(List.of(candles.subList(10, 31)), Set.of("maps", "lines"));
                task.finish(0);
            }
        }
        assertThat(Maps.CANDLES).as("closed ones, before they were read").hasSize(30);
        assertThat(Maps.MADE).isEmpty();
        assertThat(Lines.WRITTEN).hasSize(60);
        assertThat(Lines.WRITTEN.subList(0, 30)).isEqualTo(Lines.WRITTEN.subList(30, 60));
        assertThat(Lines.SUMS).hasSize(2).doesNotContain(0L).satisfies(sums -> assertThat(sums.get(0))
                .isEqualTo(sums.get(1)));
    }

    @Test
    void aRecordThatIsNotForTheStoreDoesNotComeIntoIt() throws InterruptedException {
        try (DerivedTask<KlineRow, ?> task = intoLines(FEATURES)
                .open(KLINES.layout(), sink -> sink.open(KLINES.layout()), List.of(LINES), Optional.empty())) {
            task.written(List.of(List.of(candle(0, "rest", 3))), Set.of("lines"));
            task.finish(0);
        }
        assertThat(Maps.CANDLES).isEmpty();
        assertThat(Lines.WRITTEN).isEmpty();
    }

    private static <R extends Row> DerivedPipeline<R> intoLines(DerivedStream<R> type) {
        return new DerivedPipeline<>("features", type, List.of(LINES), SINK);
    }

    /** A sink that cannot be read back. */
    private record Lines(String name) implements Sink {
        private static final long serialVersionUID = 1;
        private static final List<Row> WRITTEN = new ArrayList<>();
        private static final List<Long> SUMS = new ArrayList<>();

        @Override
        public String target(RowLayout<?> layout) {
            return layout.table();
        }

        @Override
        public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
            return new SinkWriter<>() {
                @Override
                public void write(Collection<List<R>> groups) {
                    groups.forEach(WRITTEN::addAll);
                }

                @Override
                public void madeOf(long sum) {
                    SUMS.add(sum);
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void nothingIsReadForOpenCandles() throws InterruptedException {
        batch(List.of(candle(0, "socket", 3, false)));

        assertThat(Maps.reads).isZero();
        assertThat(Maps.MADE).isEmpty();
    }

    private static void batch(List<KlineRow> rows) throws InterruptedException {
        batch(new DerivedPipeline<>("features", FEATURES, List.of(SINK), SINK), store(rows));
    }

    private static void batch(DerivedPipeline<?> pipeline, Collection<List<KlineRow>> groups)
            throws InterruptedException {
        try (DerivedTask<KlineRow, ?> task =
                pipeline.open(KLINES.layout(), sink -> sink.open(KLINES.layout()), List.of(SINK), Optional.empty())) {
            task.written(groups, Set.of("maps"));
            task.finish(0);
        }
    }

    /** Of each key the newest row, as a batch brings them to a sink. */
    static Collection<List<KlineRow>> newest(List<KlineRow> rows) {
        Map<String, NavigableMap<Long, KlineRow>> newest = new TreeMap<>();
        rows.forEach(row -> newest.computeIfAbsent(row.partition(), partition -> new TreeMap<>())
                .merge(row.clustering(), row, (old, now) -> now.version() >= old.version() ? now : old));
        return newest.values().stream().map(all -> List.copyOf(all.values())).toList();
    }

    private static Collection<List<KlineRow>> store(List<KlineRow> rows) throws InterruptedException {
        Collection<List<KlineRow>> groups = newest(rows);
        SINK.open(KLINES.layout()).write(groups);
        return groups;
    }

    private static Map<Long, String> shown(NavigableMap<Long, Row> rows) {
        return rows.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        row -> row.getValue() + " " + row.getValue().version(),
                        (a, b) -> b,
                        TreeMap::new));
    }

    private KlineRow candle(int minute, String source, long late) {
        return candle(minute, source, late, true);
    }

    private KlineRow candle(int minute, String source, long late, boolean closed) {
        long open = BEGIN + minute * MINUTE;
        double price = 100 + random.nextInt(1000) / 100.0;
        double volume = random.nextInt(5);
        return new KlineRow(
                new UUID(0, open),
                "bitcoin",
                price,
                price + 2,
                price - 1,
                price + 1,
                volume,
                volume * price,
                (int) volume,
                closed,
                open,
                open + MINUTE - 1,
                open + MINUTE + late,
                0,
                "BTCUSDT",
                "1m",
                OptionalLong.of(open + MINUTE - 1 + late),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(volume / 3),
                OptionalDouble.of(volume * price / 3),
                source,
                ExactNumbers.NONE);
    }
}
