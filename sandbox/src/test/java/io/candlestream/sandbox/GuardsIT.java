package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.CqlFiles;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What would be a silent gap is a loud stop that names the way out, and the way out works. */
@ExtendWith(SharedServers.class)
class GuardsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Instant FIRST = Instant.parse("2024-08-08T00:00:00Z");

    private final Path checkpoint;
    private final CqlSession session;
    private final TopicRecords topics;
    private final Admin admin;
    private final String table;
    private final String topic;
    private final Pipeline pipeline;

    GuardsIT(Servers servers, @TempDir Path folder, TestInfo test) {
        checkpoint = folder.resolve("checkpoint");
        session = servers.superuser().connect();
        topics = new TopicRecords(servers.brokers());
        admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()));
        table = "guards_" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        topic = "data." + table;
        CqlFiles cql = new CqlFiles(session);
        cql.keyspace();
        cql.tables(table);
        pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_PRICES_TOPIC", topic)
                .with("ASSET_CASSANDRA_TABLE", table)
                .with("CANDLESTREAM_CONSUMER_STARTUP_DEADLINE", "10 s");
    }

    @BeforeEach
    void aTopicWithTenCandles() {
        topics.create(topic, 1);
        append(0, 10);
    }

    @AfterEach
    void close() {
        session.close();
        admin.close();
    }

    @Test
    void aSecondConsumerOnOneCheckpointStops() {
        try (ChildJvm first = pipeline.consumer(line -> {})) {
            awaitRows(10);

            assertThat(refusal(pipeline)).contains("another consumer", checkpoint.toString());

            append(10, 12);
            awaitRows(12);
            assertThat(first.stop(DEADLINE)).isZero();
        }
    }

    @Test
    void aCheckpointOfAnotherTopicOrTableIsRefused() {
        consume(pipeline, 10);
        topics.create(topic + ".other", 1);
        new CqlFiles(session).tables(table + "_b");

        assertThat(refusal(pipeline.with("ASSET_PRICES_TOPIC", topic + ".other")))
                .contains("topic is " + topic + ".other", "begun with " + topic, "CANDLESTREAM_CONSUMER_CHECKPOINT");
        assertThat(refusal(pipeline.with("ASSET_CASSANDRA_TABLE", table + "_b")))
                .contains("table is assets." + table + "_b");
    }

    @Test
    void aTopicMadeAnewIsRefusedThenReadFromItsBeginning() {
        consume(pipeline, 10);
        makeTopicAnew();
        append(10, 25);

        assertThat(refusal(pipeline)).contains(topic + "-0 from offset 10", "created again", "--accept-loss");

        consume(accepting(), 25);
        append(25, 27);
        consume(pipeline, 27);
    }

    @Test
    void aTopicMadeAnewWhileRunningStopsTheConsumer() {
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            awaitRows(10);
            makeTopicAnew();
            append(10, 25);

            assertThat(consumer.await(DEADLINE)).isNotZero();
            assertThat(error(consumer)).contains("created again", "--accept-loss");
        }
    }

    @Test
    void recordsThatRetentionDeletedUnreadAreNamedThenLeftOut() throws Exception {
        consume(pipeline, 10);
        append(10, 20);
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(15)))
                .all()
                .get();

        assertThat(refusal(pipeline)).contains(topic + "-0 offsets 10 to 14 (5 records)", "--accept-loss");

        try (ChildJvm consumer = accepting().consumer(line -> {})) {
            awaitRows(15);
            assertThat(consumer.stop(DEADLINE)).isZero();
            assertThat(consumer.tail()).contains("Lost and accepted: " + topic + "-0 offsets 10 to 14 (5 records)");
        }
        append(20, 22);
        consume(pipeline, 17);
    }

    @Test
    void aNewPartitionIsReadFromItsBeginning() throws Exception {
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            awaitRows(10);
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            topics.append(List.of(record(10, 1), record(11, 2)));

            awaitRows(12);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
    }

    @Test
    void aFileOfTheCheckpointCutShortIsNamedAndTheWayOutWorks() throws IOException {
        consume(pipeline, 10);
        Path newest = newest("offsets");
        Files.writeString(newest, "v1\n{\"batchWa");

        assertThat(refusal(pipeline)).contains(newest.toString(), "cut short", "move it");

        moveOut("offsets", newest);
        moveOut("commits", newest);
        append(10, 12);
        consume(pipeline, 12);
    }

    @Test
    void gapsAreStoredBesideTheCandlesAndBadOnesAreDeadLetters() {
        List<String> open = List.of("BTCUSDT", "1m", at(100), at(110), "restart", "open", at(120), "", "");
        List<String> healed = List.of("BTCUSDT", "1m", at(100), at(110), "restart", "healed", at(120), at(121), "rest");
        topics.create(topic + ".gaps", 1);
        topics.append(List.of(gap(healed), gap(open), gap(List.of("BTCUSDT"))));

        consume(pipeline, 10);

        Row row = Objects.requireNonNull(session.execute(
                        "SELECT * FROM assets.gaps WHERE symbol = 'BTCUSDT' AND interval = '1m' AND from_time = ?",
                        Instant.parse(at(100)))
                .one());
        assertThat(row.getString("state")).isEqualTo("healed");
        assertThat(row.getString("cause")).isEqualTo("restart");
        assertThat(row.getInstant("to_time")).isEqualTo(at(110));
        assertThat(row.getInstant("healed_at")).isEqualTo(at(121));
        assertThat(topics.read(topic + ".dead")).hasSize(1);
    }

    private static String at(int minute) {
        return FIRST.plusSeconds(60L * minute).toString();
    }

    /** A record of texts: each is its length as zigzag varint, here below 64, then its bytes. */
    private ProducerRecord<byte[], byte[]> gap(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        texts.forEach(text -> {
            bytes.write(text.length() * 2);
            bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        });
        return new ProducerRecord<>(topic + ".gaps", bytes.toByteArray());
    }

    private void moveOut(String log, Path number) throws IOException {
        Path file = checkpoint.resolve(log).resolve(number.getFileName());
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling("." + number.getFileName() + ".crc"));
    }

    private Path newest(String log) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint.resolve(log))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .max(Comparator.comparingInt(
                            file -> Integer.parseInt(file.getFileName().toString())))
                    .orElseThrow();
        }
    }

    private Pipeline accepting() {
        return pipeline.with("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true");
    }

    private void makeTopicAnew() {
        admin.deleteTopics(List.of(topic))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        await().atMost(DEADLINE).ignoreExceptions().until(() -> {
            topics.create(topic, 1);
            return true;
        });
    }

    /** The candles of the minutes from {@code from} until before {@code to}. */
    private void append(int from, int to) {
        topics.append(IntStream.range(from, to).mapToObj(i -> record(i, 0)).toList());
    }

    private ProducerRecord<byte[], byte[]> record(int minute, int partition) {
        byte[] value = AvroCandle.at(FIRST.plusSeconds(60L * minute).toString()).bytes();
        return new ProducerRecord<>(topic, partition, "bitcoin".getBytes(StandardCharsets.UTF_8), value);
    }

    private void consume(Pipeline with, int rows) {
        try (ChildJvm consumer = with.consumer(line -> {})) {
            awaitRows(rows);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
    }

    private void awaitRows(int rows) {
        await().atMost(DEADLINE)
                .until(() -> session.execute("SELECT timestamp FROM assets." + table)
                                .all()
                                .size()
                        == rows);
    }

    /** The one line with which the consumer ends by itself. */
    private static String refusal(Pipeline with) {
        try (ChildJvm consumer = with.consumer(line -> {})) {
            assertThat(consumer.await(DEADLINE)).isNotZero();
            return error(consumer);
        }
    }

    private static String error(ChildJvm consumer) {
        assertThat(consumer.tail()).doesNotContain("\tat ");
        List<String> errors =
                consumer.tail().lines().filter(line -> line.contains("ERROR")).toList();
        assertThat(errors).as(consumer.tail()).hasSize(1);
        return errors.get(0);
    }
}
