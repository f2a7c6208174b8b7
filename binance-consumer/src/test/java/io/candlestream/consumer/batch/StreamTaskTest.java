package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.kafka.SinkHeader;
import io.candlestream.schema.Interval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

/**
 * Which sink gets which rows: one that keeps positions what is behind them, partition by partition, while another one beside it gets all;
 * and those of a record that is for some sinks, no other.
 */
class StreamTaskTest {
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    /** A sink that another query writes. */
    private static final String ELSEWHERE = "elsewhere";

    private static final List<String> GIVEN = new ArrayList<>();
    private static final MockProducer<byte[], byte[]> DEAD =
            new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());

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

    @Test
    void aRecordForSomeSinksGoesToNoOther() throws InterruptedException {
        run(
                List.of(new Listing("one", Map.of()), new Listing("two", Map.of())),
                List.of(
                        record(0, 10, "all", 61_785),
                        record(0, 11, "a", 61_785, "two"),
                        record(0, 12, "b", 61_785, "one,two"),
                        record(0, 13, "c", 61_785, "two"),
                        record(0, 14, "d", 61_785, ELSEWHERE)));

        assertThat(GIVEN)
                .containsExactlyInAnyOrder(
                        "one: all 61785.0",
                        "one: b 61785.0",
                        "one: 0 to 0",
                        "two: all 61785.0",
                        "two: a 61785.0",
                        "two: b 61785.0",
                        "two: c 61785.0",
                        "two: 0 to 0");
        assertThat(DEAD.history()).isEmpty();
    }

    @Test
    void whatIsGatheredForSomeSinksIsWrittenBeforeTheBufferOverflows() throws InterruptedException {
        List<InternalRow> records = IntStream.range(0, 1000)
                .mapToObj(i -> record(0, i, "asset-" + i, 61_785, i % 3 == 0 ? "one" : "one,two"))
                .toList();

        run(List.of(new Listing("one", Map.of()), new Listing("two", Map.of())), records);

        assertThat(GIVEN.stream().filter(row -> row.startsWith("one: asset-"))).hasSize(1000);
        assertThat(GIVEN.stream().filter(row -> row.startsWith("two: asset-"))).hasSize(666);
    }

    @Test
    void aSinkKeepsItsPositionOverRecordsThatAreForOthers() throws InterruptedException {
        run(
                List.of(new Listing("kept", Map.of(0, 12L)), new Listing("all", Map.of())),
                List.of(
                        record(0, 11, "a", 61_785, "kept"),
                        record(0, 12, "b", 61_785, "kept"),
                        record(0, 13, "c", 61_785, "all")));

        assertThat(GIVEN)
                .containsExactlyInAnyOrder(
                        "kept prices-0: b 61785.0", "all: c 61785.0", "kept prices-0: 11 to 14", "all: 11 to 14");
    }

    @Test
    void aRecordForASinkThatTheTopicHasNotIsADeadLetterForTheSameSinks() throws InterruptedException {
        run(List.of(new Listing("one", Map.of())), List.of(record(0, 10, "a", 61_785, "one,third")));

        assertThat(GIVEN).containsExactly("one: 0 to 0");
        assertThat(DEAD.history()).singleElement().satisfies(letter -> {
            assertThat(text(letter, "__connect.errors.exception.class.name")).isEqualTo("no-such-sink");
            assertThat(text(letter, "__connect.errors.exception.message"))
                    .isEqualTo("the record is for one, third, but the sinks of its topic are elsewhere, one");
            assertThat(text(letter, SinkHeader.KEY)).as("when it is replayed").isEqualTo("one,third");
        });
    }

    private static String text(ProducerRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static void run(List<Sink> sinks, List<InternalRow> records) throws InterruptedException {
        GIVEN.clear();
        DEAD.clear();
        StreamPipeline<KlineRow> pipeline = new StreamPipeline<>(
                "klines",
                "prices",
                KLINES,
                KLINES::decoder,
                sinks.stream()
                        .map(sink -> new BoundSink(sink, new LongAccumulator()))
                        .toList(),
                Stream.concat(Stream.of(ELSEWHERE), sinks.stream().map(Sink::name))
                        .collect(Collectors.toCollection(TreeSet::new)),
                List.of(),
                Set.of(),
                () -> new DeadLetters(DEAD, "prices.dead"));
        try (StreamShare<KlineRow> share =
                pipeline.open(new BatchTask(Map.of(), 0, 100, new BatchRanges(Map.of()), Map.of(), "run"))) {
            for (InternalRow record : records) {
                share.take(record);
            }
            assertThat(share.finish().stream().mapToLong(BatchResult::read).sum())
                    .isEqualTo(records.size());
        }
    }

    private static InternalRow record(int partition, long offset, String asset, int close) {
        return withHeaders(partition, offset, asset, close, null);
    }

    /** @param sinks the names for which it is */
    private static InternalRow record(int partition, long offset, String asset, int close, String sinks) {
        Object header = new GenericInternalRow(
                new Object[] {UTF8String.fromString(SinkHeader.KEY), sinks.getBytes(StandardCharsets.UTF_8)});
        return withHeaders(partition, offset, asset, close, new GenericArrayData(new Object[] {header}));
    }

    private static InternalRow withHeaders(int partition, long offset, String asset, int close, ArrayData headers) {
        byte[] value = KlineRecord.good()
                .with("asset_name", asset)
                .with("close", String.valueOf(close))
                .with("event_time", "2024-08-08T23:54:" + (20 + offset % 30) + "Z")
                .bytes();
        return new GenericInternalRow(
                new Object[] {new byte[0], value, UTF8String.fromString("prices"), partition, offset, 0L, 0, headers});
    }
}
