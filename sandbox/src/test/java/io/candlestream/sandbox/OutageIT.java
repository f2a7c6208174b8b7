package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of its own, which die longer than their clients wait: the consumer says so, waits and goes on by itself. */
class OutageIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Instant FIRST = Instant.parse("2024-08-08T00:00:00Z");
    private static final String TOPIC = "data.outage";
    private static final String ROWS = "rows.{table}";

    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @Test
    void aBrokerAndACassandraThatDieAreWaitedFor(@TempDir Path folder) {
        try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("servers"))) {
            try (CqlSession session = servers.superuser().connect()) {
                new TableSetup(session).tables("outage");
            }
            TopicRecords topics = new TopicRecords(servers.brokers());
            topics.create(TOPIC, 1);
            topics.append(candles(0, 10));
            Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                    .with("ASSET_PRICES_TOPIC", TOPIC)
                    .with("ASSET_CASSANDRA_TABLE", "outage")
                    .with("CANDLESTREAM_CONSUMER_SINKS", "topic,cassandra")
                    .with("CANDLESTREAM_CONSUMER_TOPIC_NAME", ROWS)
                    .with("CANDLESTREAM_CONSUMER_TOPIC_FORMAT", "json")
                    .with("CANDLESTREAM_CONSUMER_TOPIC_DELIVERY", "transactional")
                    .with("CANDLESTREAM_CONSUMER_STALL_WARNING", "2 s");
            try (ChildJvm consumer = pipeline.consumer(log::add)) {
                awaitRows(servers, 10);
                awaitLines("batch 0: read 10 rows", 1);
                servers.broker().kill();
                awaitLines("Cannot read topic " + TOPIC, 2);
                servers.broker().restart();
                topics.append(candles(10, 20));
                awaitRows(servers, 20);

                servers.cassandra().kill();
                topics.append(candles(20, 30));
                awaitLines("Cannot write to assets.outage", 2);
                awaitLines("has run for", 1);
                servers.cassandra().restart();
                awaitRows(servers, 30);
                assertThat(new RowTopic(servers.brokers(), ROWS.replace("{table}", "outage"))
                                .rows(true, RowTopic::ofJson))
                        .as("each row once, though its batch was tried often")
                        .extracting(row -> row.values("timestamp"))
                        .doesNotHaveDuplicates()
                        .hasSize(30);
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
        }
        assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
    }

    private static List<ProducerRecord<byte[], byte[]>> candles(int from, int to) {
        byte[] key = "bitcoin".getBytes(StandardCharsets.UTF_8);
        return IntStream.range(from, to)
                .mapToObj(i -> FIRST.plusSeconds(60L * i).toString())
                .map(open ->
                        new ProducerRecord<>(TOPIC, key, AvroCandle.at(open).bytes()))
                .toList();
    }

    private void awaitLines(String text, int count) {
        await().atMost(DEADLINE)
                .until(() -> log.stream().filter(line -> line.contains(text)).count() >= count);
    }

    private static void awaitRows(EmbeddedServers servers, int rows) {
        try (CqlSession session = servers.superuser().connect()) {
            await().atMost(DEADLINE)
                    .until(() -> session.execute("SELECT timestamp FROM assets.outage")
                                    .all()
                                    .size()
                            == rows);
        }
    }
}
