package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic that a test fills with candles by hand, its table, and the consumer between the two. */
final class CandleTopic implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Instant FIRST = Instant.parse("2024-08-08T00:00:00Z");

    private final CqlSession session;
    private final TopicRecords topics;
    private final Admin admin;
    private final String table;
    private final String topic;
    private final Pipeline pipeline;

    /** Makes {@code table} and a topic named after it with ten candles. */
    CandleTopic(Servers servers, String table, Path folder) {
        this.session = servers.superuser().connect();
        this.topics = new TopicRecords(servers.brokers());
        this.admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()));
        this.table = table;
        this.topic = "data." + table;
        new TableSetup(session).tables(table);
        this.pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_PRICES_TOPIC", topic)
                .with("ASSET_CASSANDRA_TABLE", table)
                .with("CANDLESTREAM_CONSUMER_STARTUP_DEADLINE", "10 s");
        topics.create(topic, 1);
        append(0, 10);
    }

    String table() {
        return table;
    }

    String topic() {
        return topic;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    CqlSession session() {
        return session;
    }

    TopicRecords topics() {
        return topics;
    }

    Admin admin() {
        return admin;
    }

    /** The open time of the candle of this minute. */
    static String at(int minute) {
        return FIRST.plusSeconds(60L * minute).toString();
    }

    /** Deletes the topic and creates it again, with as many partitions. */
    void makeAnew() {
        int partitions = topics.partitions(topic);
        admin.deleteTopics(List.of(topic))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        await().atMost(DEADLINE).ignoreExceptions().until(() -> {
            topics.create(topic, partitions);
            return true;
        });
    }

    /** The candles of the minutes from {@code from} until before {@code to}. */
    void append(int from, int to) {
        topics.append(IntStream.range(from, to).mapToObj(i -> record(i, 0)).toList());
    }

    void append(List<AvroCandle> candles) {
        topics.append(candles.stream().map(candle -> record(candle, 0)).toList());
    }

    /** The same, as if published at that time. */
    void append(AvroCandle candle, Instant published) {
        topics.append(List.of(new ProducerRecord<>(
                topic, 0, published.toEpochMilli(), "bitcoin".getBytes(StandardCharsets.UTF_8), candle.bytes())));
    }

    ProducerRecord<byte[], byte[]> record(int minute, int partition) {
        return record(AvroCandle.at(at(minute)), partition);
    }

    private ProducerRecord<byte[], byte[]> record(AvroCandle candle, int partition) {
        return new ProducerRecord<>(topic, partition, "bitcoin".getBytes(StandardCharsets.UTF_8), candle.bytes());
    }

    /** Runs a consumer until the table has {@code rows} rows. */
    void consume(Pipeline with, int rows) {
        try (ChildJvm consumer = with.consumer(line -> {})) {
            awaitRows(rows);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
    }

    void awaitRows(int rows) {
        await().atMost(DEADLINE)
                .until(() -> session.execute("SELECT timestamp FROM assets." + table)
                                .all()
                                .size()
                        == rows);
    }

    /** Whether the table holds the candle of this minute. */
    boolean holds(int minute) {
        return session.execute("SELECT timestamp FROM assets." + table).all().stream()
                .anyMatch(row -> Instant.parse(at(minute)).equals(row.getInstant("timestamp")));
    }

    /** The one line with which the consumer ends by itself. */
    static String refusal(Pipeline with) {
        try (ChildJvm consumer = with.consumer(line -> {})) {
            assertThat(consumer.await(DEADLINE)).isNotZero();
            return error(consumer);
        }
    }

    /** The only ERROR line of a consumer that has ended. */
    static String error(ChildJvm consumer) {
        assertThat(consumer.tail()).doesNotContain("\tat ");
        List<String> errors =
                consumer.tail().lines().filter(line -> line.contains("ERROR")).toList();
        assertThat(errors).as(consumer.tail()).hasSize(1);
        return errors.get(0);
    }

    @Override
    public void close() {
        session.close();
        admin.close();
    }
}
