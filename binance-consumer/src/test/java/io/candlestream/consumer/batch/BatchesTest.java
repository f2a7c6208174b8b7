package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.kline.AssetRow;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.Klines;
import io.candlestream.consumer.meter.ConsumerHealth;
import io.candlestream.consumer.meter.ConsumerMeters;
import io.candlestream.consumer.row.RowWriter;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
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
    private static final Queue<AssetRow> TABLE = new ConcurrentLinkedQueue<>();
    private static final MockProducer<byte[], byte[]> DEAD =
            new MockProducer<>(true, new ByteArraySerializer(), new ByteArraySerializer());
    private static final Outlets<AssetRow> OUTLETS =
            new Outlets<>(ListedTable::new, () -> new DeadLetters(DEAD, "prices.dead"));
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

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

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
        TABLE.clear();
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

        run(50_000, 0, values);

        assertThat(TABLE).extracting(AssetRow::assetName).containsExactlyInAnyOrder("bitcoin", "ethereum");
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

        run(50_000, 0, values);

        assertThat(TABLE).singleElement().satisfies(row -> {
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

        run(10, 0, values);

        assertThat(TABLE).hasSize(25);
    }

    @Test
    void showsTheNewestRowsOnTheConsole() throws InterruptedException {
        KlineRecord later = KlineRecord.good()
                .with("timestamp", "2024-08-08T23:55:00Z")
                .with("close_time", "2024-08-08T23:55:59.999Z");

        run(
                50_000,
                1,
                List.of(
                        Optional.of(later.bytes()),
                        Optional.of(KlineRecord.good().bytes())));

        assertThat(console.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("bitcoin     2024-08-08T23:55:00Z  61828.0"));
    }

    @Test
    void aTableThatRefusesStopsTheBatchWithItsReason() {
        Outlets<AssetRow> refusing = new Outlets<>(RefusingTable::new, OUTLETS.rejected());

        assertThatThrownBy(() -> batches(refusing, 100, 0)
                        .run(records(List.of(Optional.of(KlineRecord.good().bytes()))), 0))
                .satisfies(e -> assertThat(RootCause.of(e)).hasMessage("Cannot write to a.b: it is gone"));
    }

    private void run(int bufferRows, int consoleRows, List<Optional<byte[]>> values) throws InterruptedException {
        batches(OUTLETS, bufferRows, consoleRows).run(records(values), 0);
    }

    private Batches batches(Outlets<AssetRow> outlets, int bufferRows, int consoleRows) {
        Klines klines = new Klines(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535);
        return new Batches(
                List.of(new Flow<>("prices", klines, outlets, consoleRows)),
                bufferRows,
                new StopGate(),
                new BatchLog(new ConsumerMeters(), new ConsumerHealth()),
                new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    /** The values as one partition of a topic. */
    private static Dataset<Row> records(List<Optional<byte[]>> values) {
        List<Row> rows = IntStream.range(0, values.size())
                .mapToObj(i -> RowFactory.create(
                        ("key-" + i).getBytes(StandardCharsets.UTF_8),
                        values.get(i).orElse(null),
                        "prices",
                        0,
                        (long) i,
                        Timestamp.from(Instant.EPOCH),
                        0,
                        new Row[] {RowFactory.create("origin", new byte[] {'t'})}))
                .toList();
        return spark.createDataFrame(rows, RECORDS).coalesce(1);
    }

    private static String cause(ProducerRecord<byte[], byte[]> letter) {
        return new String(
                letter.headers()
                        .lastHeader("__connect.errors.exception.class.name")
                        .value(),
                StandardCharsets.UTF_8);
    }

    private static final class ListedTable implements RowWriter<AssetRow> {
        @Override
        public void write(Collection<List<AssetRow>> groups) {
            groups.forEach(TABLE::addAll);
        }

        @Override
        public int requestRows() {
            return 2;
        }

        @Override
        public void close() {}
    }

    private static final class RefusingTable implements RowWriter<AssetRow> {
        @Override
        public void write(Collection<List<AssetRow>> groups) {
            throw new FatalException("Cannot write to a.b: it is gone");
        }

        @Override
        public int requestRows() {
            return 2;
        }

        @Override
        public void close() {}
    }
}
