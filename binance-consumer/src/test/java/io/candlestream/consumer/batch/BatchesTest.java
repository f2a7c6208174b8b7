package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.consumer.gap.GapRecord;
import io.candlestream.consumer.gap.GapStream;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.window.RecordsToCome;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs batches on a real Spark; the table is a list and the brokers are Kafka's own stand-in. */
class BatchesTest {
    private static final Semaphore HELD = new Semaphore(0);

    /** Answers when it is let go. */
    private static final Sink HOLDING = new ActingSink("held", () -> HELD.acquire());

    private static final Sink REFUSING = new ActingSink("refusing", () -> {
        throw new FatalException("Cannot write to a.b: it is gone");
    });
    private static final Semaphore REFUSALS = new Semaphore(0);
    private static final Sink REFUSING_ONCE = new ActingSink("second", () -> {
        if (REFUSALS.tryAcquire()) {
            throw new FatalException("Cannot write to a.b: it is gone");
        }
    });
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private static final MockProducer<byte[], byte[]> DEAD =
            new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
    private static final StructType HEADER =
            new StructType().add("key", DataTypes.StringType).add("value", DataTypes.BinaryType);
    private static final StructType RECORDS = new StructType()
            .add("key", DataTypes.BinaryType)
            .add("value", DataTypes.BinaryType)
            .add("topic", DataTypes.StringType)
            .add("partition", DataTypes.IntegerType)
            .add("offset", DataTypes.LongType)
            .add("timestamp", DataTypes.TimestampType)
            .add("timestampType", DataTypes.IntegerType)
            .add("headers", DataTypes.createArrayType(HEADER));

    private static SparkSession spark;

    private final ConsumerMetrics metrics = new ConsumerMetrics(List.of("klines", "gaps"), List.of("live"));
    private final MetricRegistry registry = new MetricRegistry("candlestream_consumer");

    BatchesTest() {
        metrics.show(registry);
    }

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @BeforeEach
    void clear() {
        ListSink.TABLE.clear();
        ListSink.COMMITTED.clear();
        DEAD.clear();
    }

    @Test
    void goodEmptyBadBadGood() throws InterruptedException {
        KlineRecord good = KlineRecord.good();
        List<Optional<byte[]>> values = List.of(
                Optional.of(good.bytes()),
                Optional.empty(),
                Optional.of(new byte[] {1, 2, 3}),
                Optional.of(good.with("open", "abc").bytes()),
                Optional.of(good.with("asset_name", "ethereum").bytes()));

        run(50_000, values);

        assertThat(ListSink.TABLE)
                .extracting(io.candlestream.consumer.stream.Row::partition)
                .containsExactlyInAnyOrder("bitcoin", "ethereum");
        assertThat(DEAD.history())
                .extracting(BatchesTest::cause)
                .containsExactlyInAnyOrder("no-value", "bad-length", "not-a-number");
        assertThat(DEAD.history())
                .allMatch(letter -> letter.headers().lastHeader("origin").value()[0] == 't');
    }

    @Test
    void writesOnlyTheNewestUpdateOfACandle() throws InterruptedException {
        KlineRecord closed = KlineRecord.good().with("is_closed", "true").with("close", "61790");
        List<Optional<byte[]>> values = List.of(
                Optional.of(closed.bytes()),
                Optional.of(KlineRecord.good()
                        .with("event_time", "2024-08-08T23:54:30Z")
                        .bytes()),
                Optional.of(KlineRecord.good().bytes()));

        run(50_000, values);

        assertThat(ListSink.TABLE).singleElement().satisfies(stored -> {
            KlineRow row = (KlineRow) stored;
            assertThat(row.closed()).isTrue();
            assertThat(row.close()).isEqualTo(61790);
        });
    }

    @Test
    void writesBeforeTheBufferOverflows() throws InterruptedException {
        List<Optional<byte[]>> values = IntStream.range(0, 25)
                .mapToObj(i -> Optional.of(
                        KlineRecord.good().with("asset_name", "asset-" + i).bytes()))
                .toList();

        run(10, values);

        assertThat(ListSink.TABLE).hasSize(25);
    }

    @Test
    void everySinkGetsEveryRowAndCommitsWhatItsWritersReturn() throws InterruptedException {
        KlineRecord good = KlineRecord.good();
        batches(50_000, new ListSink("table"), new ListSink("second"))
                .run(
                        records(List.of(
                                Optional.of(good.bytes()),
                                Optional.of(good.with("asset_name", "ethereum").bytes()))),
                        7);

        assertThat(ListSink.TABLE).hasSize(4);
        assertThat(ListSink.COMMITTED).containsExactlyInAnyOrder("table 7: 2 rows", "second 7: 2 rows");
    }

    /** As the metrics of windows of two lengths. */
    @Test
    void twoStreamsOfOneTopicBothGetItsRecords() throws InterruptedException {
        KlineStream others = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "others");
        batches(
                        50_000,
                        List.of(
                                pipeline("klines", "prices", KLINES, new ListSink("table")),
                                pipeline("gaps", "prices", others, new ListSink("second"))))
                .run(records(List.of(Optional.of(KlineRecord.good().bytes()))), 7);

        assertThat(ListSink.COMMITTED).containsExactlyInAnyOrder("table 7: 1 rows", "second 7: 1 rows");
    }

    @Test
    void twoTopicsInOneBatchAreCountedApart() throws InterruptedException {
        KlineRecord good = KlineRecord.good();
        List<Row> rows = new ArrayList<>(rows(
                "prices",
                List.of(
                        Optional.of(good.bytes()),
                        Optional.of(
                                good.with("event_time", "2024-08-08T23:54:30Z").bytes()),
                        Optional.empty(),
                        Optional.of(good.with("open", "abc").bytes()))));
        rows.addAll(rows(
                "prices.gaps",
                List.of(
                        Optional.of(GapRecord.open("BTCUSDT")),
                        Optional.of(GapRecord.open("ETHUSDT")),
                        Optional.of(new byte[] {1, 2, 3}))));
        ListSink table = new ListSink("table");
        run(
                batches(
                        50_000,
                        List.of(
                                pipeline("klines", "prices", KLINES, table),
                                pipeline("gaps", "prices.gaps", GapStream.ofContract(65_535, "gaps"), table))),
                rows);

        assertThat(ListSink.TABLE).hasSize(3);
        assertThat(registry.text())
                .contains(
                        "candlestream_consumer_records_total{stream=\"klines\"} 4.0\n",
                        "candlestream_consumer_records_total{stream=\"gaps\"} 3.0\n",
                        "candlestream_consumer_rows_total{stream=\"klines\"} 1.0\n",
                        "candlestream_consumer_rows_total{stream=\"gaps\"} 2.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"no-value\",stream=\"klines\"} 1.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"not-a-number\",stream=\"klines\"} 1.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"bad-length\",stream=\"klines\"} 0.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"bad-length\",stream=\"gaps\"} 1.0\n",
                        "candlestream_consumer_latency_seconds_count{stream=\"klines\"} 1\n",
                        "candlestream_consumer_latency_seconds_count{stream=\"gaps\"} 0\n");
    }

    @Test
    void aSinkThatRefusesStopsTheBatchWithItsReasonAndNothingIsCommitted() {
        Batches batches = batches(100, new ListSink("table"), REFUSING);

        assertThatThrownBy(() -> batches.run(
                        records(List.of(Optional.of(KlineRecord.good().bytes()))), 0))
                .satisfies(e -> assertThat(RootCause.of(e)).hasMessage("Cannot write to a.b: it is gone"));
        assertThat(ListSink.COMMITTED).isEmpty();
        assertThat(registry.text()).contains("candlestream_consumer_records_total{stream=\"klines\"} 0.0\n");
    }

    @Test
    void aBatchThatItsSecondSinkRefusedIsRepeatedForBoth() throws InterruptedException {
        REFUSALS.release();
        Batches batches = batches(100, new ListSink("table"), REFUSING_ONCE);
        List<Optional<byte[]>> values =
                List.of(Optional.of(KlineRecord.good().bytes()), Optional.of(new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> batches.run(records(values), 4)).isNotNull();
        assertThat(ListSink.COMMITTED).isEmpty();
        batches.run(records(values), 4);

        assertThat(ListSink.COMMITTED).containsExactly("table 4: 1 rows");
        assertThat(ListSink.TABLE)
                .hasSize(2)
                .extracting(io.candlestream.consumer.stream.Row::version)
                .containsOnly(version());
        assertThat(registry.text())
                .contains(
                        "candlestream_consumer_records_total{stream=\"klines\"} 2.0\n",
                        "candlestream_consumer_rows_total{stream=\"klines\"} 1.0\n",
                        "candlestream_consumer_dead_letters_total{cause=\"bad-length\",stream=\"klines\"} 1.0\n");
    }

    private static long version() {
        return ((Accepted<KlineRow>) KLINES.decoder().decode(KlineRecord.good().bytes(), 0))
                .row()
                .version();
    }

    @Test
    void aQueryTakesNoMoreTaskSlotsThanItsShare() throws InterruptedException {
        List<Row> rows = rows(
                "prices",
                IntStream.range(0, 8)
                        .mapToObj(i -> Optional.of(KlineRecord.good()
                                .with("asset_name", "asset-" + i)
                                .bytes()))
                        .toList());
        Batches batches = oneSlot(new ListSink("table"));

        batches.run(spark.createDataFrame(rows, RECORDS).repartition(4), 3);

        assertThat(ListSink.TABLE).hasSize(8);
        assertThat(ListSink.COMMITTED).containsExactly("table 3: 8 rows");
    }

    @Test
    void aSinkThatDoesNotAnswerHoldsItsOwnQueryAlone() throws InterruptedException {
        List<Row> rows = rows(
                "prices",
                IntStream.range(0, 8)
                        .mapToObj(i -> Optional.of(KlineRecord.good()
                                .with("asset_name", "asset-" + i)
                                .bytes()))
                        .toList());
        Batches held = oneSlot(HOLDING);
        Batches other = oneSlot(new ListSink("table"));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                held.run(spark.createDataFrame(rows, RECORDS).repartition(4), 1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(HELD::hasQueuedThreads);

        other.run(spark.createDataFrame(rows, RECORDS).repartition(4), 2);

        assertThat(ListSink.COMMITTED).containsExactly("table 2: 8 rows");
        assertThat(waiting).isNotDone();
        assertThat(held.running()).isPresent();
        HELD.release(100);
        waiting.join();
    }

    private void run(int bufferRows, List<Optional<byte[]>> values) throws InterruptedException {
        batches(bufferRows, new ListSink("table")).run(records(values), 0);
    }

    private static void run(Batches batches, List<Row> rows) throws InterruptedException {
        batches.run(spark.createDataFrame(rows, RECORDS).coalesce(1), 0);
    }

    private Batches batches(int bufferRows, Sink... sinks) {
        return batches(bufferRows, List.of(pipeline("klines", "prices", KLINES, sinks)));
    }

    private Batches batches(int bufferRows, List<StreamPipeline<?>> pipelines) {
        return batches(bufferRows, new TaskLimit(1, () -> Integer.MAX_VALUE), pipelines);
    }

    private Batches oneSlot(Sink sink) {
        return batches(100, new TaskLimit(1, () -> 1), List.of(pipeline("klines", "prices", KLINES, sink)));
    }

    private Batches batches(int bufferRows, TaskLimit limit, List<StreamPipeline<?>> pipelines) {
        return new Batches(pipelines, bufferRows, limit, new StopGate(), RecordsToCome.unkept(), log());
    }

    private BatchLog log() {
        return new BatchLog("live", "", metrics, new QueryHealth(new Health(), Optional.empty()));
    }

    private static <R extends io.candlestream.consumer.stream.Row> StreamPipeline<R> pipeline(
            String name, String topic, StreamType<R> type, Sink... sinks) {
        return new StreamPipeline<>(
                name,
                topic,
                type,
                type::decoder,
                Stream.of(sinks)
                        .map(sink -> new BoundSink(sink, spark.sparkContext().longAccumulator()))
                        .toList(),
                Stream.of(sinks).map(Sink::name).collect(Collectors.toSet()),
                List.of(),
                Set.of(),
                () -> new DeadLetters(DEAD, "prices.dead"));
    }

    /** The values as one partition of a topic. */
    private static Dataset<Row> records(List<Optional<byte[]>> values) {
        return spark.createDataFrame(rows("prices", values), RECORDS).coalesce(1);
    }

    private static List<Row> rows(String topic, List<Optional<byte[]>> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> RowFactory.create(
                        ("key-" + i).getBytes(StandardCharsets.UTF_8),
                        values.get(i).orElse(null),
                        topic,
                        0,
                        (long) i,
                        Timestamp.from(Instant.EPOCH),
                        0,
                        new Row[] {RowFactory.create("origin", new byte[] {'t'})}))
                .toList();
    }

    private static String cause(ProducerRecord<byte[], byte[]> letter) {
        return new String(
                letter.headers()
                        .lastHeader("__connect.errors.exception.class.name")
                        .value(),
                StandardCharsets.UTF_8);
    }
}
