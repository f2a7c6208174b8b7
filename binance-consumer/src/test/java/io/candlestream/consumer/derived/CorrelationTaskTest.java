package io.candlestream.consumer.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.candlestream.consumer.kline.CorrelationStreamFactory;
import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Correlations of candles in tables that are maps, each asset's rows by a task of its own: the end is that of all candles at once. */
class CorrelationTaskTest {
    private static final long MINUTE = 60_000;
    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int WINDOW = 5;
    private static final String REFERENCE = "bitcoin";
    private static final List<String> ASSETS = List.of(REFERENCE, "ethereum", "solana");
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private static final DerivedStream<?> CORRELATIONS = new CorrelationStreamFactory().create(block(), KLINES);
    /** Each test has a store of its own, since what a store holds is remembered for all tasks. */
    private static final AtomicInteger STORES = new AtomicInteger();

    private final long seed = Long.getLong("candlestream.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final BoundSink sink =
            new BoundSink(new PairedTables("tables" + STORES.incrementAndGet()), new LongAccumulator());

    private static Settings block() {
        String schema = Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                .toString();
        return ConsumerSettings.loader(ConsumerSettings.class)
                .load(
                        Map.of(
                                "ASSET_SCHEMA_LOCATION",
                                schema,
                                "CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW",
                                String.valueOf(WINDOW)),
                        new Properties())
                .block("derived.correlations", "derived.correlations");
    }

    @BeforeEach
    void clear() {
        PairedTables.clear();
    }

    @Test
    void anyOrderOfCandlesBatchesAndTasksSideBySideMakesTheSame() throws Exception {
        List<KlineRow> updates = new ArrayList<>();
        for (String asset : ASSETS) {
            for (int minute = 0; minute < 300; minute++) {
                if (random.nextInt(40) != 0) {
                    updates.add(candle(asset, minute, "socket", 3));
                }
                if (random.nextInt(30) == 0) {
                    updates.add(candle(asset, minute, "rest", 3_600_000 + random.nextInt(10_000_000)));
                }
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(ASSETS.size());
        try {
            for (boolean shuffled : new boolean[] {false, true}) {
                List<KlineRow> order = new ArrayList<>(updates);
                if (shuffled) {
                    Collections.shuffle(order, random);
                } else {
                    order.sort((one, other) -> Long.compare(one.clustering(), other.clustering()));
                }
                for (int from = 0; from < order.size(); ) {
                    int to = Math.min(order.size(), from + 1 + random.nextInt(30));
                    sideBySide(threads, order.subList(from, to));
                    from = to;
                }
                assertAll("-Dcandlestream.seed=" + seed + (shuffled ? ", shuffled" : ""));
                assertThat(PairedTables.LISTED).hasValueLessThanOrEqualTo(1);
                PairedTables.CANDLES.clear();
                PairedTables.MADE.clear();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The asset's task has read the reference, and writes only when the reference's task has finished: of less, and so not for good. */
    @Test
    void aRowThatWasMadeOfLessDoesNotStayThoughItIsWrittenLast() throws Exception {
        batch(candles(REFERENCE, 0, 20));
        batch(candles("ethereum", 0, 20));
        PairedTables.BEHIND.put(REFERENCE, () -> batch(candles(REFERENCE, 20, 21)));
        batch(candles("ethereum", 20, 21));

        assertThat(PairedTables.BEHIND).isEmpty();
        assertAll("asset's last");
    }

    /** The reference's task has its list, and then comes an asset that nobody knew. */
    @Test
    void anAssetThatIsNotKnownYetFindsTheReference() throws Exception {
        batch(candles(REFERENCE, 0, 10));
        PairedTables.BEHIND.clear();
        BoundSink other = new BoundSink(new PairedTables("other"), new LongAccumulator());
        PairedTables.BEHIND.put("partitions", () -> batch(other, candles("solana", 0, 20)));
        batch(other, candles(REFERENCE, 10, 20));

        assertThat(PairedTables.BEHIND).isEmpty();
        assertAll("new asset");
    }

    @Test
    void aLateReferenceMakesTheRowsOfAllAssetsAgainAndIsReadOnce() throws Exception {
        batch(candles("ethereum", 0, 40));
        batch(candles("solana", 0, 40));
        batch(candles(REFERENCE, 0, 20));
        batch(candles(REFERENCE, 21, 40));
        assertThat(made("solana").get(BEGIN + 20 * MINUTE).value("correlation")).isEmpty();
        PairedTables.READS.clear();

        batch(candles(REFERENCE, 20, 21));

        assertAll("late");
        assertThat(made("solana").get(BEGIN + 20 * MINUTE).value("correlation")).isPresent();
        assertThat(PairedTables.READS)
                .containsExactlyInAnyOrder(
                        new PairedTables.Read(REFERENCE, 2 * WINDOW + 1),
                        new PairedTables.Read("ethereum", 2 * WINDOW + 1),
                        new PairedTables.Read("solana", 2 * WINDOW + 1));
        assertThat(PairedTables.MADE).doesNotContainKey(REFERENCE);
        assertThat(PairedTables.LISTED).hasValue(1);
    }

    @Test
    void aLongStretchHoldsABoundedPartOfTheReference() throws Exception {
        int count = 5000;
        batch(candles(REFERENCE, 0, count));
        batch(candles("ethereum", 0, count));
        PairedTables.READS.clear();

        List<KlineRow> both = new ArrayList<>(candles("ethereum", count, 2 * count));
        both.addAll(candles("solana", count, 2 * count));
        both.addAll(candles(REFERENCE, count, 2 * count));
        batch(both);

        assertAll("long");
        assertThat(PairedTables.READS)
                .filteredOn(read -> read.partition().equals(REFERENCE))
                .satisfies(reads -> {
                    assertThat(reads)
                            .hasSize(count / (100 * WINDOW) + 1)
                            .allMatch(read -> read.rows() <= 101 * WINDOW + 1);
                    assertThat(reads.stream().mapToLong(PairedTables.Read::rows).sum())
                            .isLessThan(count + count / 80);
                });
    }

    @Test
    void withoutTheReferenceRowsHaveNoValues() throws Exception {
        batch(candles("ethereum", 0, 20));

        assertThat(made("ethereum")).hasSize(20);
        assertAll("without");
    }

    private void sideBySide(ExecutorService threads, List<KlineRow> rows) throws Exception {
        Map<String, List<KlineRow>> byAsset = new TreeMap<>();
        rows.forEach(row -> byAsset.computeIfAbsent(row.partition(), asset -> new ArrayList<>())
                .add(row));
        CyclicBarrier begin = new CyclicBarrier(byAsset.size());
        List<Future<?>> tasks = new ArrayList<>();
        byAsset.values()
                .forEach(own -> tasks.add(threads.submit(() -> {
                    begin.await();
                    batch(own);
                    return true;
                })));
        for (Future<?> task : tasks) {
            task.get();
        }
    }

    private void batch(List<KlineRow> rows) {
        batch(sink, rows);
    }

    private static void batch(BoundSink sink, List<KlineRow> rows) {
        batch(new DerivedPipeline<>("correlations", CORRELATIONS, List.of(sink), sink), sink, rows);
    }

    private static void batch(DerivedPipeline<?> pipeline, BoundSink sink, List<KlineRow> rows) {
        Collection<List<KlineRow>> groups = DerivedTaskTest.newest(rows);
        try (DerivedTask<KlineRow, ?> task =
                pipeline.open(KLINES.layout(), one -> one.open(KLINES.layout()), List.of(sink), Optional.empty())) {
            sink.open(KLINES.layout()).write(groups);
            task.written(groups, Set.of(sink.name()));
            task.finish(0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row that was made, by its fields. */
    private record Made(Row row) {
        @SuppressWarnings("unchecked")
        Optional<Double> value(String column) {
            return CORRELATIONS.layout().fields().stream()
                    .filter(field -> field.name().equals(column))
                    .map(field -> ((io.candlestream.consumer.stream.Field.OfOptionalDouble<Row>) field)
                            .value()
                            .apply(row))
                    .findFirst()
                    .orElseThrow()
                    .stream()
                    .boxed()
                    .findFirst();
        }
    }

    private static NavigableMap<Long, Made> made(String asset) {
        NavigableMap<Long, Made> made = new TreeMap<>();
        PairedTables.MADE.getOrDefault(asset, new TreeMap<>()).forEach((time, row) -> made.put(time, new Made(row)));
        return made;
    }

    /** By plain sums over the stored candles. */
    private static void assertAll(String where) {
        PairedTables.CANDLES.forEach((asset, candles) -> {
            if (!asset.equals(REFERENCE)) {
                NavigableMap<Long, Made> made = made(asset);
                assertThat(made.keySet()).as(where).isEqualTo(candles.keySet());
                made.forEach((time, row) -> {
                    double[] x = returns(asset, time);
                    double[] y = returns(REFERENCE, time);
                    double beta = covariance(x, y) / covariance(y, y);
                    double correlation = covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
                    assertValue(row.value("beta"), beta, where + ": beta of " + asset + " at " + time);
                    assertValue(
                            row.value("correlation"), correlation, where + ": correlation of " + asset + " at " + time);
                });
            }
        });
    }

    private static void assertValue(Optional<Double> found, double wanted, String where) {
        if (Double.isNaN(wanted)) {
            assertThat(found).as(where).isEmpty();
        } else {
            assertThat(found.orElseThrow()).as(where).isCloseTo(wanted, within(1e-10 * Math.max(1, Math.abs(wanted))));
        }
    }

    private static double[] returns(String asset, long time) {
        Map<Long, Row> candles = PairedTables.CANDLES.getOrDefault(asset, new TreeMap<>());
        ToDoubleFunction<Long> close =
                at -> candles.containsKey(at) ? ((KlineRow) candles.get(at)).close() : Double.NaN;
        return IntStream.range(0, WINDOW)
                .mapToLong(back -> time - back * MINUTE)
                .mapToDouble(at -> Math.log(close.applyAsDouble(at) / close.applyAsDouble(at - MINUTE)))
                .toArray();
    }

    private static double covariance(double[] x, double[] y) {
        double meanOfX = IntStream.range(0, WINDOW).mapToDouble(i -> x[i]).sum() / WINDOW;
        double meanOfY = IntStream.range(0, WINDOW).mapToDouble(i -> y[i]).sum() / WINDOW;
        return IntStream.range(0, WINDOW)
                        .mapToDouble(i -> (x[i] - meanOfX) * (y[i] - meanOfY))
                        .sum()
                / (WINDOW - 1);
    }

    private List<KlineRow> candles(String asset, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(minute -> candle(asset, minute, "socket", 3))
                .toList();
    }

    private KlineRow candle(String asset, int minute, String source, long late) {
        long open = BEGIN + minute * MINUTE;
        double price = 100 + random.nextInt(1000) / 100.0;
        return new KlineRow(
                new UUID(asset.hashCode(), open),
                asset,
                price,
                price + 2,
                price - 1,
                price + 1,
                1,
                price,
                1,
                true,
                open,
                open + MINUTE - 1,
                open + MINUTE + late,
                0,
                asset,
                "1m",
                OptionalLong.of(open + MINUTE - 1 + late),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(1),
                OptionalDouble.of(price),
                source,
                ExactNumbers.NONE);
    }
}
