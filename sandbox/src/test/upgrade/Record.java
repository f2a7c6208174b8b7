import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.exchange.Exchange;
import io.candlestream.sandbox.exchange.Pace;
import io.candlestream.sandbox.market.SeededMarket;
import io.candlestream.sandbox.rig.Checkpoint;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.CqlFiles;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Runs the version before streams, sinks and queries had names, on its own servers, and writes down what it leaves behind: the
 * checkpoint of a consumer that was killed amid a batch, the records of its topics and the rows of its tables. Started by {@code
 * make} on the class path of that version, whose classes it names; it is not compiled with the tests.
 */
public final class Record {
    /** As {@code UpgradeIT} has them too. */
    private static final long SEED = 14;

    private static final List<String> SYMBOLS = List.of("DASHUSDT", "KSMUSDT", "ZILUSDT");
    private static final long START = 1_609_459_200_000L;

    private static final String TOPIC = "data.asset_prices";
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private Record() {}

    /** @param arguments a folder for the servers, and that for what is written down */
    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[0]);
        Path out = Path.of(arguments[1]);
        Exchange exchange =
                new Exchange(new SeededMarket(SEED, SYMBOLS, Interval.MINUTE_1, START), Pace.times(120));
        try (EmbeddedServers servers = EmbeddedServers.start(work.resolve("servers"));
                CqlSession session = servers.superuser().connect();
                exchange) {
            CqlFiles cql = new CqlFiles(session);
            cql.keyspace();
            cql.tables("assets");
            exchange.start();
            Pipeline pipeline = Pipeline.between(servers, servers.superuser(), work)
                    .with("ASSET_SYMBOLS", String.join(",", SYMBOLS))
                    .with("CANDLESTREAM_CONSUMER_TRIGGER", "1 s")
                    .with("CANDLESTREAM_PRODUCER_STREAM_URL", exchange.streamUrl().toString())
                    .with("CANDLESTREAM_PRODUCER_REST_URL", exchange.restUrl().toString());
            run(pipeline, exchange, session);
            copy(work.resolve("checkpoint"), out.resolve("checkpoint"));
            Files.write(out.resolve("records.tsv"), records(servers.brokers()));
            List<String> rows = rows(session, "assets");
            rows.addAll(rows(session, "gaps"));
            Files.write(out.resolve("rows.tsv"), rows);
        }
    }

    private static void run(Pipeline pipeline, Exchange exchange, CqlSession session) {
        Path folder = pipeline.folder().resolve("checkpoint");
        Checkpoint checkpoint = new Checkpoint(folder);
        try (PipelineRun run = PipelineRun.start(pipeline, line -> {})) {
            until("the programs listen", () -> exchange.heard() && Files.exists(folder.resolve("sources/0/0")));
            exchange.open();
            awaitClosed(exchange, 12);
            exchange.faults().refuse();
            exchange.faults().reset();
            awaitClosed(exchange, 9);
            exchange.faults().mend();
            until("a gap is healed", () -> session.execute("SELECT state FROM assets.gaps").all().stream()
                    .anyMatch(row -> "healed".equals(row.getString("state"))));
            awaitClosed(exchange, 6);
            do {
                run.consumer().thaw();
                checkpoint.awaitNextBatch(DEADLINE);
                run.consumer().freeze();
            } while (checkpoint.unfinishedBatch().isEmpty());
            run.consumer().kill();
            awaitClosed(exchange, 9);
            exchange.stop();
            if (run.producer().stop(DEADLINE) != 0) {
                throw new IllegalStateException(run.producer().tail());
            }
        }
    }

    private static void awaitClosed(Exchange exchange, int more) {
        long closed = exchange.truth().closed();
        until("candles close", () -> exchange.truth().closed() >= closed + more);
    }

    private static void until(String what, BooleanSupplier done) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("This did not happen in time: " + what);
            }
            Thread.onSpinWait();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** A line each: topic, partition, time, key and value, in the order of the offsets. */
    private static List<String> records(String brokers) {
        List<String> lines = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : List.of(TOPIC, TOPIC + ".gaps")) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .sorted((a, b) -> a.partition() - b.partition())
                        .toList();
                for (TopicPartition partition : partitions) {
                    consumer.assign(List.of(partition));
                    consumer.seekToBeginning(List.of(partition));
                    long end = consumer.endOffsets(List.of(partition)).get(partition);
                    lines.add(topic + "\t" + partition.partition() + "\t" + end);
                    for (long next = 0; next < end; ) {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                            if (record.offset() != next++ || record.headers().iterator().hasNext()) {
                                throw new IllegalStateException("cannot be written down: " + record);
                            }
                            lines.add(record.timestamp() + "\t" + escaped(record.key()) + "\t" + escaped(record.value()));
                        }
                    }
                }
            }
        }
        return lines;
    }

    /** Every byte that is not a printable character of ASCII as {@code \xNN}. */
    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            text.append(c < ' ' || c > '~' || c == '\\' ? String.format("\\x%02x", (int) c) : c);
        }
        return text.toString();
    }

    /** A line each: table, write time of all columns, the row as JSON. */
    private static List<String> rows(CqlSession session, String table) {
        String columns = "";
        for (Row row : session.execute("SELECT column_name, kind FROM system_schema.columns"
                + " WHERE keyspace_name = 'assets' AND table_name = '" + table + "'")) {
            if ("regular".equals(row.getString("kind"))) {
                columns += ", WRITETIME(" + row.getString("column_name") + ")";
            }
        }
        List<Row> times = session.execute("SELECT " + columns.substring(2) + " FROM assets." + table).all();
        List<Row> rows = session.execute("SELECT JSON * FROM assets." + table).all();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            long time = 0;
            for (int column = 0; column < times.get(i).getColumnDefinitions().size(); column++) {
                long cell = times.get(i).isNull(column) ? time : times.get(i).getLong(column);
                if (time != 0 && cell != time) {
                    throw new IllegalStateException("several write times: " + rows.get(i).getString(0));
                }
                time = cell;
            }
            lines.add(table + "\t" + time + "\t" + rows.get(i).getString(0));
        }
        return lines;
    }
}
