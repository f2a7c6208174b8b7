package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

/** A sink that keeps positions gets what is behind them, partition by partition; another one beside it gets all. */
class PositionsTest {
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private static final List<String> GIVEN = new ArrayList<>();

    /** @param positions by partition; empty for one that keeps none */
    private record Listing(String name, Map<Integer, Long> positions) implements Sink {
        private static final long serialVersionUID = 1;

        @Override
        public boolean keepsPositions() {
            return !positions.isEmpty();
        }

        @Override
        public String target(RowLayout<?> layout) {
            return name;
        }

        @Override
        public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
            return writer(name, 0);
        }

        @Override
        public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, SourcePartition source, Runnable retried) {
            return keepsPositions()
                    ? writer(name + " " + source, positions.getOrDefault(source.partition(), 0L))
                    : writer(name, 0);
        }

        private static <R extends Row> SinkWriter<R> writer(String title, long position) {
            return new SinkWriter<>() {
                @Override
                public long position() {
                    return position;
                }

                @Override
                public void write(Collection<List<R>> groups) {
                    groups.forEach(group -> group.forEach(
                            row -> GIVEN.add(title + ": " + row.partition() + " " + ((KlineRow) row).close())));
                }

                @Override
                public void finish(long first, long next) {
                    GIVEN.add(title + ": " + first + " to " + next);
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void rowsOfRecordsBeforeThePositionAreLeftOutAndNeverMixedWithLaterOnes() throws InterruptedException {
        run(
                List.of(new Listing("kept", Map.of(0, 12L)), new Listing("all", Map.of())),
                List.of(
                        record(0, 10, "a", 61_785),
                        record(0, 11, "b", 61_785),
                        record(0, 12, "a", 61_786),
                        record(0, 13, "a", 61_787)));

        assertThat(GIVEN)
                .containsExactlyInAnyOrder(
                        "all: a 61785.0",
                        "all: b 61785.0",
                        "all: a 61787.0",
                        "kept prices-0: a 61787.0",
                        "kept prices-0: 10 to 14",
                        "all: 10 to 14");
    }

    @Test
    void aBatchThatIsRepeatedGivesNothing() throws InterruptedException {
        run(
                List.of(new Listing("kept", Map.of(0, 12L, 1, 0L))),
                List.of(record(0, 10, "a", 61_785), record(0, 11, "b", 61_785), record(1, 5, "c", 61_785)));

        assertThat(GIVEN)
                .containsExactlyInAnyOrder(
                        "kept prices-0: 10 to 12", "kept prices-1: c 61785.0", "kept prices-1: 5 to 6");
    }

    private static void run(List<Sink> sinks, List<InternalRow> records) throws InterruptedException {
        GIVEN.clear();
        StreamPipeline<KlineRow> pipeline = new StreamPipeline<>(
                "klines",
                "prices",
                KLINES,
                KLINES::decoder,
                sinks.stream()
                        .map(sink -> new BoundSink(sink, new LongAccumulator()))
                        .toList(),
                sinks.stream().map(Sink::name).collect(Collectors.toSet()),
                List.of(),
                () -> {
                    throw new IllegalStateException("no dead letters");
                });
        try (StreamShare<KlineRow> share = pipeline.open(0, 100)) {
            for (InternalRow record : records) {
                share.take(record);
            }
            assertThat(share.finish().stream().mapToLong(BatchResult::read).sum())
                    .isEqualTo(records.size());
        }
    }

    private static InternalRow record(int partition, long offset, String asset, int close) {
        byte[] value = KlineRecord.good()
                .with("asset_name", asset)
                .with("close", String.valueOf(close))
                .with("event_time", "2024-08-08T23:54:" + (20 + offset) + "Z")
                .bytes();
        return new GenericInternalRow(
                new Object[] {new byte[0], value, UTF8String.fromString("prices"), partition, offset, 0L, 0, null});
    }
}
