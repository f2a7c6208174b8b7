package io.candlestream.sandbox;

import static io.candlestream.sandbox.Refusal.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong is said in one line, with the way out, and the program ends; no line holds a secret. Those that wait do so together. What
 * needs no server is refused in the tests of the programs' settings.
 */
@Order(7)
@ExtendWith(SharedServers.class)
class RefusalsIT {
    private static final String SECRET = "s3cret-hunter2";
    private static final String NOBODY = "127.0.0.1:1";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TestPipeline pipeline;
    private final CqlSession session;
    private final Pipeline good;
    /** Soon gives up on what is not there. */
    private final Pipeline hasty;

    RefusalsIT(Servers servers, @TempDir Path folder) {
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, TestPipeline.START);
        pipeline = TestPipeline.atFullSpeed(servers, "refusals", market, folder);
        session = servers.superuser().connect();
        good = pipeline.pipeline();
        hasty = good.with("CANDLESTREAM_PRODUCER_STARTUP_DEADLINE", "5 s")
                .with("CANDLESTREAM_CONSUMER_STARTUP_DEADLINE", "5 s");
    }

    @BeforeAll
    static void aTopicIsThere(Servers servers) {
        new TopicRecords(servers.brokers()).create("data.refusals", 1);
    }

    @AfterEach
    void close() {
        pipeline.close();
        session.close();
    }

    /** A second consumer at the same time needs a checkpoint of its own. */
    private static Pipeline besides(Pipeline other) {
        return other.in(other.folder().resolve("second"));
    }

    private static void refuses(Function<Consumer<String>, ChildJvm> program, String... parts) {
        try (ChildJvm started = program.apply(line -> {})) {
            int code = started.await(DEADLINE);
            String output = started.tail();
            assertThat(code).as(output).isNotZero();
            List<String> errors =
                    output.lines().filter(line -> line.contains("ERROR")).toList();
            assertThat(errors).as(output).hasSize(1);
            assertThat(errors.get(0)).contains(parts);
            assertThat(output).doesNotContain(SECRET).doesNotContain("\tat ");
        }
    }

    @Test
    void anUnknownSymbol() {
        refuses(good.with("ASSET_SYMBOLS", "BTCUSDT,FOOBAR")::producer, "FOOBAR");
    }

    @Test
    void aBrokerOrATopicThatIsNotThere() {
        Pipeline noTopic = besides(hasty).with("ASSET_PRICES_TOPIC", "no.such.topic");
        together(
                () -> refuses(hasty.with("REDPANDA_BROKERS", NOBODY)::producer, NOBODY),
                () -> refuses(hasty.with("REDPANDA_BROKERS", NOBODY)::consumer, NOBODY),
                () -> refuses(noTopic::consumer, "no.such.topic"));
    }

    /** Spark needs some two seconds to start; a process that ends amid them must not end with Spark's trace. */
    @ParameterizedTest
    @ValueSource(ints = {1200, 1700, 2200})
    @Tag("nightly")
    void aBrokerThatIsNotThereWhileSparkStarts(int deadlineMillis) {
        refuses(
                hasty.with("REDPANDA_BROKERS", NOBODY)
                        .with("CANDLESTREAM_CONSUMER_STARTUP_DEADLINE", deadlineMillis + " ms")::consumer,
                NOBODY);
    }

    @Test
    void aCassandraThatIsNotThereOrAWrongPassword() {
        Pipeline nobodyThere = hasty.with("ASSET_CASSANDRA_PORT", "1");
        Pipeline wrong = besides(good).with("ASSET_CASSANDRA_PASSWORD", SECRET);
        together(
                () -> refuses(nobodyThere::consumer, "Cassandra", "127.0.0.1"),
                () -> refuses(wrong::consumer, "ASSET_CASSANDRA_PASSWORD"));
    }

    @Test
    void aMissingKeyspaceOrTable() {
        Pipeline noTable = hasty.with("ASSET_CASSANDRA_TABLE", "nowhere");
        Pipeline noKeyspace = besides(hasty).with("ASSET_CASSANDRA_KEYSPACE", "nowhere");
        together(
                () -> refuses(noTable::consumer, "nowhere", "cassandra/assets.cql"),
                () -> refuses(noKeyspace::consumer, "nowhere", "cassandra/keyspace.cql"));
    }

    @Test
    void aColumnOfTheWrongType() throws IOException {
        String cql = Files.readString(ProjectFolder.find().root().resolve("cassandra/assets.cql"));
        session.execute(
                cql.replace("assets.assets", "assets.wrong_type").replace("    open double,", "    open text,"));

        refuses(good.with("ASSET_CASSANDRA_TABLE", "wrong_type")::consumer, "open", "text", "double");
    }

    @Test
    void aPortForMetricsThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            refuses(good.with("CANDLESTREAM_CONSUMER_METRICS_PORT", port)::consumer, "CONSUMER_METRICS_PORT", port);
        }
    }

    @Test
    void aTopicOfRowsThatCannotBeWritten(Servers servers, @TempDir Path folder) throws IOException {
        Pipeline into = hasty.with("CANDLESTREAM_CONSUMER_SINKS", "topic");
        Pipeline missing = into.with("CANDLESTREAM_CONSUMER_TOPIC_PARTITIONS", "0")
                .with("CANDLESTREAM_CONSUMER_TOPIC_NAME", "missing.{table}");
        Pipeline unregistered = besides(into).with("CANDLESTREAM_CONSUMER_TOPIC_FORMAT", "avro-framed");
        together(
                () -> refuses(
                        missing::consumer, "topic missing.gaps", "the topic is missing", "sinks.topic.partitions"),
                () -> refuses(unregistered::consumer, "no registry", "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY"));

        TopicRecords topics = new TopicRecords(servers.brokers());
        topics.create("small.refusals", 1, Map.of("max.message.bytes", "100"));
        topics.append(List.of(new ProducerRecord<>(
                "data.refusals", AvroCandle.at("2024-08-08T00:00:00Z").bytes())));
        Pipeline tooLarge = into.with("CANDLESTREAM_CONSUMER_TOPIC_NAME", "small.{table}")
                .with("CANDLESTREAM_CONSUMER_TOPIC_DELIVERY", "transactional");
        try (ApicurioRegistry registry = ApicurioRegistry.start(folder)
                .with(
                        "rows.refusals-value",
                        SchemaBuilder.record("assets").fields().endRecord())
                .with(
                        "rows.gaps-value",
                        SchemaBuilder.record("gaps")
                                .fields()
                                .requiredString("symbol")
                                .endRecord())) {
            Pipeline incompatible = besides(into).with("CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY", registry.address());
            together(
                    () -> refuses(tooLarge::consumer, "topic small.refusals", "max.message.bytes of the topic"),
                    () -> refuses(
                            incompatible::consumer,
                            "rows.gaps-value",
                            "incompatible",
                            "candlestream.consumer.sinks.topic.name"));
        }
    }
}
