package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** TLS and logins on the way to the broker and to Cassandra: who may gets in, and who may not learns why in one line. */
@Tag("nightly")
@Order(1)
@TestInstance(Lifecycle.PER_CLASS)
class SecureIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final List<String> QUERY = List.of("cql", "SELECT * FROM assets.gaps");
    private static final String ELSEWHERE = "elsewhere.example";

    private static final String UNTRUSTED = "no authority that is trusted has signed the server's certificate";
    private static final String OTHER_HOST =
            "the server's certificate is for another host, No subject alternative DNS name matching " + ELSEWHERE;

    private SecureServers servers;
    private TestPipeline test;
    private Exchange exchange;
    private Pipeline good;
    /** With a user of its own for each program. */
    private Pipeline own;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        servers = new SecureServers(Files.createDirectories(folder.resolve("servers")));
        SeededMarket market =
                new SeededMarket(11, List.of("BTCUSDT", "ETHUSDT"), Interval.MINUTE_1, TestPipeline.START);
        exchange = new Exchange(market, Pace.times(600));
        test = TestPipeline.with(servers, "secure", market, exchange, folder);
        good = servers.letIn(test.pipeline())
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        folder.resolve("backfill").toString());
        own = servers.withUsersOfTheirOwn(good);
        servers.grant("data.secure");
        fill();
    }

    /** Producer and consumer get in: what the exchange says reaches the table, and what is no kline the dead letters. */
    private void fill() {
        try (PipelineRun run = test.start(own, line -> {})) {
            new TopicRecords(servers.brokers())
                    .append(List.of(new ProducerRecord<>("data.secure", "no kline".getBytes(StandardCharsets.UTF_8))));
            await().atMost(DEADLINE).until(() -> exchange.truth().closed() > 20);
            exchange.stop();
            assertThat(run.settle(test::verdict, DEADLINE).equal())
                    .as("%s%n%s", run.producer().tail(), run.consumer().tail())
                    .isTrue();
            run.stop();
        }
    }

    @AfterAll
    void close() {
        test.close();
        servers.close();
    }

    @Test
    void readersAndLoadersGetInToo() {
        Pipeline reader = SecureServers.as("candlestream_reader", good);
        ToolRun verify = ToolRun.tool(reader, "verify", "--from", "2021-01-01", "--to", "2021-01-01T00:10:00Z");
        ToolRun letters = ToolRun.tool(good, "dead-letters", "list");
        ToolRun backfill = ToolRun.producer(good, "backfill", "--from", "2021-01-01", "--to", "2021-01-01T00:05:00Z");
        ToolRun doctor = ToolRun.tool(reader, "doctor");

        assertThat(verify.answer()).as("%s", verify).contains("equal: expected 20  stored 20");
        assertThat(letters.exitCode()).as("%s", letters).isZero();
        assertThat(backfill.exitCode()).as("%s", backfill).isZero();
        assertThat(doctor.exitCode()).as("%s", doctor).isZero();
        assertThat(doctor.answer()).contains("candlestream_reader may read, not write");
    }

    /** The rights of docker-compose.redpanda-login.yml are enough for each program, and a login without rights is none. */
    @Test
    void eachProgramNeedsNoMoreRightsAtTheBrokersThanItsOwn() {
        ToolRun letters = ToolRun.tool(own, "dead-letters", "list");
        assertThat(letters.exitCode()).as("%s", letters).isZero();
        assertThat(letters.answer()).contains("data.secure");
        assertThat(ToolRun.tool(own, "doctor")).extracting(ToolRun::exitCode).isEqualTo(0);

        Refusal.byBrokers(good.with("REDPANDA_USERNAME", SecureServers.STRANGER), "kafka.sasl.username");
        topicsOfRowsNeedRightsToo();
    }

    /** {@code own} may see one topic, and write the other, but in no transaction. */
    private void topicsOfRowsNeedRightsToo() {
        TopicRecords topics = new TopicRecords(servers.brokers());
        Stream.of("seen.secure", "seen.gaps", "written.secure", "written.gaps")
                .forEach(topic -> topics.create(topic, 1));
        servers.grantConsumer("seen.", AclOperation.DESCRIBE);
        servers.grantConsumer("written.", AclOperation.WRITE);
        Pipeline rows = own.with("CANDLESTREAM_CONSUMER_SINKS", "topic");
        Refusal.of(
                rows.with("CANDLESTREAM_CONSUMER_TOPIC_NAME", "seen.{table}")::consumer,
                "Cannot write to topic seen.",
                "no right to write it",
                "kafka.sasl.username");
        Refusal.of(
                rows.with("CANDLESTREAM_CONSUMER_TOPIC_NAME", "written.{table}")
                        .with("CANDLESTREAM_CONSUMER_TOPIC_DELIVERY", "transactional")::consumer,
                "Cannot write to topic written.",
                "Transactional Id authorization failed");
    }

    @Test
    void brokersOfAnotherAuthorityAreRefused() {
        Pipeline distrusting = servers.distrustingBrokers(good);

        Refusal.byBrokers(distrusting, UNTRUSTED, "kafka.ssl.truststore.location");
    }

    @Test
    void brokersUnderAnotherNameAreRefused() {
        Pipeline misled = servers.under(ELSEWHERE, good);

        Refusal.byBrokers(misled, OTHER_HOST, "REDPANDA_BROKERS", ELSEWHERE);
    }

    @Test
    void aWrongPasswordForTheBrokersIsRefused() {
        Refusal.byBrokers(
                good.with("REDPANDA_PASSWORD", "wrong-" + SecureServers.BROKER_PASSWORD),
                "invalid credentials",
                "kafka.sasl.username");
    }

    @Test
    void aCassandraOfAnotherAuthorityIsRefused() {
        Pipeline distrusting = servers.distrustingCassandra(good);

        Refusal.byCassandra(distrusting, UNTRUSTED, "ASSET_CASSANDRA_TRUSTSTORE");
    }

    @Test
    void aCassandraUnderAnotherNameIsRefused() {
        Pipeline misled = servers.under(ELSEWHERE, good).with("REDPANDA_BROKERS", good.value("REDPANDA_BROKERS"));

        Refusal.byCassandra(misled, OTHER_HOST, "ASSET_CASSANDRA_HOST", ELSEWHERE);
    }

    @Test
    void aWrongPasswordForCassandraIsRefused() {
        Pipeline wrong = good.with("ASSET_CASSANDRA_PASSWORD", "wrong-" + SecureServers.PASSWORD);

        // The consumer's own grace with a login is RefusalsIT's.
        Refusal.of(wrong, QUERY, "login refused", "ASSET_CASSANDRA_PASSWORD");
    }

    @Test
    void aClientWithoutACertificateIsRefused() {
        Pipeline anonymous = good.with("ASSET_CASSANDRA_KEYSTORE", "").with("ASSET_CASSANDRA_KEYSTORE_PASSWORD", "");

        Refusal.of(anonymous, QUERY, "ended the TLS handshake", "ASSET_CASSANDRA_KEYSTORE");
    }

    @Test
    void aNotebookGetsInAndIsToldTheSame() throws IOException, InterruptedException {
        Pipeline reader = SecureServers.as("candlestream_reader", good);
        String[] cell = {
            "import candlestream as cs",
            "try:",
            "    print(len(cs.load('bitcoin', '2021-01-01', '2021-01-01T00:10Z')))",
            "except cs.CandlestreamError as e:",
            "    print(e)"
        };

        assertThat(NotebookRun.python(reader, cell)).isEqualTo(new NotebookRun(0, "10\n"));
        assertThat(NotebookRun.python(servers.distrustingCassandra(reader), cell)
                        .output())
                .contains("no authority that is trusted", "ASSET_CASSANDRA_TRUSTSTORE");
        assertThat(NotebookRun.python(reader.with("ASSET_CASSANDRA_HOST", "127.0.0.1"), cell)
                        .output())
                .contains("for another host", "ASSET_CASSANDRA_HOST");
        assertThat(NotebookRun.python(reader.with("ASSET_CASSANDRA_KEYSTORE", ""), cell)
                        .output())
                .contains("ASSET_CASSANDRA_KEYSTORE");
    }

    @Test
    void aReaderMayNotWrite(@TempDir Path folder) {
        Pipeline reader = SecureServers.as("candlestream_reader", good)
                .with(
                        "CANDLESTREAM_CONSUMER_CHECKPOINT",
                        folder.resolve("checkpoint").toString());

        Refusal.of(reader::consumer, "Cannot write to assets.secure", "candlestream_reader", "MODIFY");
    }

    @Test
    void aPlainClientIsToldOfTls() {
        Pipeline plain = good.with("ASSET_CASSANDRA_TLS", "false")
                .with("ASSET_CASSANDRA_TRUSTSTORE", "")
                .with("ASSET_CASSANDRA_KEYSTORE", "");

        Refusal.of(plain, QUERY, "ASSET_CASSANDRA_TLS");
    }
}
