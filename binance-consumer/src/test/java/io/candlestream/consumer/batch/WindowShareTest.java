package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.batch.BatchRanges.Range;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.kline.MetricStreamFactory;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows from one batch to the next, over tasks that fail and batches that come again; what is lost is made again in MetricsIT. */
class WindowShareTest {
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private static final Instant MINUTE = Instant.parse("2024-08-08T23:54:00Z");
    private static final List<String> WRITTEN = new ArrayList<>();
    private static boolean refuses;
    /** Rows at once. */
    private static int most;

    private final WindowPipeline<?, ?> pipeline =
            pipeline((WindowStream<?, ?>) new MetricStreamFactory().create(block(), KLINES));

    private String run = UUID.randomUUID().toString();

    private static Settings block() {
        String schema = Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                .toString();
        return ConsumerSettings.loader(ConsumerSettings.class)
                .load(Map.of("ASSET_SCHEMA_LOCATION", schema), new Properties())
                .block("derived.metrics", "derived.metrics");
    }

    private static <U extends Row, R extends Row> WindowPipeline<U, R> pipeline(WindowStream<U, R> type) {
        return new WindowPipeline<>(
                "metrics",
                "prices",
                type,
                () -> type.updates().decoder(),
                List.of(new BoundSink(new Lines("lines"), new LongAccumulator())));
    }

    /** Each row as window, updates and volume; refuses all while a test wants it to. */
    private record Lines(String name) implements Sink {
        private static final long serialVersionUID = 1;

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
            return new SinkWriter<>() {
                @Override
                public void write(Collection<List<R>> groups) {
                    if (refuses) {
                        throw new IllegalStateException("refused");
                    }
                    most = Math.max(most, groups.stream().mapToInt(List::size).sum());
                    groups.forEach(group -> group.forEach(row -> WRITTEN.add(row.partition() + " "
                            + Instant.ofEpochMilli(row.clustering()) + " " + (row.version() >> 20))));
                }

                @Override
                public void close() {}
            };
        }
    }

    @BeforeEach
    void nothingIsWritten() {
        WRITTEN.clear();
        refuses = false;
    }

    @Test
    void windowsGrowFromBatchToBatch() throws InterruptedException {
        assertThat(run(0, 2, record(0, 0, 10), record(0, 1, 20))).isEqualTo(2);
        assertThat(run(2, 4, record(0, 2, 30), record(0, 3, 20))).isEqualTo(2);

        assertThat(WRITTEN).containsExactly("bitcoin 2024-08-08T23:54:00Z 2", "bitcoin 2024-08-08T23:54:00Z 3");
    }

    @Test
    void whatATaskAddedBeforeItFailedAddsNothingAgain() throws InterruptedException {
        refuses = true;
        assertThatThrownBy(() -> run(0, 2, record(0, 0, 10), record(0, 1, 20))).hasMessage("refused");
        refuses = false;
        run(0, 2, record(0, 0, 10), record(0, 1, 20));

        assertThat(WRITTEN).containsExactly("bitcoin 2024-08-08T23:54:00Z 2");
    }

    @Test
    void aBatchThatComesAgainIsWrittenAgainSinceASinkMayNotHaveCommittedIt() throws InterruptedException {
        run(0, 2, record(0, 0, 10), record(0, 1, 20));
        run(0, 2, record(0, 0, 10), record(0, 1, 20));
        run(2, 3, record(0, 2, 240));

        assertThat(WRITTEN)
                .containsExactly(
                        "bitcoin 2024-08-08T23:54:00Z 2",
                        "bitcoin 2024-08-08T23:54:00Z 2",
                        "bitcoin 2024-08-08T23:58:00Z 1");
    }

    /** The topic may be another one of the same name, whose first offsets are other records. */
    @Test
    void aStartOfTheQueryKnowsNothingOfWhatWasBefore() throws InterruptedException {
        run(0, 3, record(0, 0, 10), record(0, 1, 20), record(0, 2, 30));
        run(3, 4, record(0, 3, 40));
        run = UUID.randomUUID().toString();
        WRITTEN.clear();
        run(0, 2, record(0, 0, 70), record(0, 1, 80));

        assertThat(WRITTEN).containsExactly("bitcoin 2024-08-08T23:55:00Z 2");
    }

    /** Offsets of a transaction's marks are in no record. */
    @Test
    void theRangeOfTheBatchCountsAndNotThatOfItsRecords() throws InterruptedException {
        run(0, 5, record(0, 1, 10), record(0, 2, 20));
        run(5, 9, record(0, 7, 30));

        assertThat(WRITTEN).containsExactly("bitcoin 2024-08-08T23:54:00Z 2", "bitcoin 2024-08-08T23:54:00Z 3");
    }

    /** History opens a window with each record; that of a candle is over when the next ones are there. */
    @Test
    void historyNeedsNoMoreMemoryThanItsOpenWindows() throws InterruptedException {
        int candles = 2 * WindowShare.MOST_OPEN;
        InternalRow[] history = IntStream.range(0, candles)
                .mapToObj(minute -> record(0, minute, 60 * minute))
                .toArray(InternalRow[]::new);
        most = 0;
        run(0, candles, history);

        assertThat(WRITTEN).hasSizeGreaterThanOrEqualTo(candles);
        assertThat(new TreeSet<>(WRITTEN)).hasSize(candles);
        assertThat(most).isBetween(1, WindowShare.MOST_OPEN + 1000);

        WRITTEN.clear();
        run(0, candles, history);
        assertThat(new TreeSet<>(WRITTEN)).as("a batch that comes again").hasSize(candles);
    }

    @Test
    void lateUpdatesAreCountedAndNamed() throws InterruptedException {
        run(0, 2, record(0, 0, 10), record(0, 1, 20), record(0, 1, 240));
        WRITTEN.clear();

        List<BatchResult> results = results(2, 4, record(0, 2, 30), record(0, 3, 250));
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.late()).isEqualTo(1);
            assertThat(result.notes())
                    .containsExactly("metrics: 1 updates came when their windows were closed or known in part: bitcoin"
                            + " 2024-08-08T23:54:00Z (where they are news, ./candlestream recompute --what metrics --from"
                            + " 2024-08-08T23:54:00Z --to 2024-08-08T23:54:00.001Z takes them in)");
        });
        assertThat(WRITTEN).containsExactly("bitcoin 2024-08-08T23:58:00Z 2");
    }

    /** Its times have a wrong digit. */
    @Test
    void aCandleOfALaterHourMakesNoneLate() throws InterruptedException {
        run(0, 2, record(0, 0, 10), record(0, 1, 7200, 20));
        List<BatchResult> results = results(2, 3, record(0, 2, 30));

        assertThat(results).singleElement().satisfies(result -> assertThat(result.late())
                .isZero());
        assertThat(WRITTEN)
                .containsExactly(
                        "bitcoin 2024-08-08T23:54:00Z 1",
                        "bitcoin 2024-08-09T01:54:00Z 1",
                        "bitcoin 2024-08-08T23:54:00Z 2");
    }

    private long run(long first, long next, InternalRow... records) throws InterruptedException {
        return results(first, next, records).stream()
                .mapToLong(BatchResult::read)
                .sum();
    }

    private List<BatchResult> results(long first, long next, InternalRow... records) throws InterruptedException {
        BatchRanges ranges = new BatchRanges(Map.of(new SourcePartition("prices", 0), new Range(first, next)));
        try (TopicShare share = pipeline.open(new BatchTask(Map.of(), 0, 100, ranges, Map.of(), run))) {
            for (InternalRow record : records) {
                share.take(record);
            }
            return share.finish();
        }
    }

    /** @param second of the minute or later ones in which it was said */
    private static InternalRow record(int partition, long offset, int second) {
        return record(partition, offset, second, second);
    }

    /** @param collected the second in which it was received */
    private static InternalRow record(int partition, long offset, int second, int collected) {
        Instant at = MINUTE.plusSeconds(second);
        Instant open = MINUTE.plusSeconds(second / 60 * 60L);
        byte[] value = KlineRecord.good()
                .with("timestamp", open.toString())
                .with("close_time", open.plusMillis(59_999).toString())
                .with("event_time", at.toString())
                .with("collected_at", MINUTE.plusSeconds(collected).toString())
                .bytes();
        return new GenericInternalRow(
                new Object[] {new byte[0], value, UTF8String.fromString("prices"), partition, offset, 0L, 0, null});
    }
}
