package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class DeadLettersIT {
    private static final String TOPIC = "data.dead_letters";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Between the batches of the good ones stand control records and one that was taken back. */
    @Test
    void whatATransactionTookBackIsNotStored(Servers servers, @TempDir Path folder) {
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, TestPipeline.START);
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, "transactions", market, folder)) {
            TopicRecords topics = new TopicRecords(servers.brokers());
            topics.create("data.transactions", 1);
            topics.append(List.of(transacted("2024-08-08T23:54:00Z")));
            topics.transactions(
                    List.of(transacted("2024-08-08T23:55:00Z")), List.of(transacted("2024-08-08T23:56:00Z")));

            Pipeline watched = pipeline.pipeline().watchable();
            ConsumerWatch watch = new ConsumerWatch(watched);
            try (ChildJvm consumer = watched.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> watch.look().records() >= 2);
                topics.transactions(
                        List.of(transacted("2024-08-08T23:57:00Z")), List.of(transacted("2024-08-08T23:58:00Z")));
                await().atMost(DEADLINE).until(() -> watch.look().records() >= 3);
                assertThat(consumer.stop(DEADLINE)).isZero();
                assertThat(consumer.tail()).doesNotContain("\tat ");
            }
            assertThat(RecordedData.byCandle(pipeline.table().rows()))
                    .containsOnlyKeys("BTCUSDT 1723161240000", "BTCUSDT 1723161360000", "BTCUSDT 1723161480000");
        }
    }

    private static ProducerRecord<byte[], byte[]> transacted(String openTime) {
        return new ProducerRecord<>(
                "data.transactions",
                "bitcoin".getBytes(StandardCharsets.UTF_8),
                AvroCandle.at(openTime).bytes());
    }

    @Test
    void badRecordsAmongGoodOnesBecomeDeadLettersWithTheirCause(Servers servers, @TempDir Path folder) {
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, TestPipeline.START);
        byte[] cut =
                java.util.Arrays.copyOf(AvroCandle.at("2024-08-08T23:55:00Z").bytes(), 100);
        byte[] impossible =
                AvroCandle.at("2024-08-08T23:56:00Z").with("low", "70000").bytes();
        byte[] otherInterval =
                AvroCandle.at("2024-08-08T23:00:00Z").with("interval", "1h").bytes();
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, "dead_letters", market, folder)) {
            TopicRecords topics = new TopicRecords(servers.brokers());
            topics.create(TOPIC, 1);
            topics.append(List.of(
                    record(AvroCandle.at("2024-08-08T23:54:00Z").bytes()),
                    record(new byte[0]),
                    record(cut),
                    record(impossible),
                    record(otherInterval),
                    record(AvroCandle.at("2024-08-08T23:57:00Z").bytes())));

            Pipeline watched = pipeline.pipeline().watchable();
            ConsumerWatch watch = new ConsumerWatch(watched);
            try (ChildJvm consumer = watched.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> watch.look().records() >= 6);
                assertThat(watch.look().deadLetters()).isEqualTo(4);
                assertThat(consumer.stop(DEADLINE)).isZero();
                assertThat(consumer.tail()).doesNotContain("\tat ");
            }

            Map<String, Row> rows = RecordedData.byCandle(pipeline.table().rows());
            assertThat(rows).containsOnlyKeys("BTCUSDT 1723161240000", "BTCUSDT 1723161420000");
            List<ConsumerRecord<byte[], byte[]>> dead = topics.read(TOPIC + ".dead");
            assertThat(dead)
                    .extracting(ConsumerRecord::value)
                    .containsExactly(new byte[0], cut, impossible, otherInterval);
            assertThat(dead).extracting(letter -> header(letter, "offset")).containsExactly("1", "2", "3", "4");
            assertThat(dead).allSatisfy(letter -> {
                assertThat(header(letter, "topic")).isEqualTo(TOPIC);
                assertThat(header(letter, "partition")).isEqualTo("0");
                assertThat(header(letter, "stage")).isNotEmpty();
                assertThat(header(letter, "exception.class.name")).isNotEmpty();
                assertThat(letter.key()).isEqualTo("bitcoin".getBytes(StandardCharsets.UTF_8));
            });
            assertThat(topics.setting(TOPIC + ".dead", "max.message.bytes"))
                    .as("a dead letter may be longer than a record")
                    .isEqualTo("16777216");
            assertThat(topics.partitions(TOPIC + ".gaps")).isOne();
            assertThat(header(dead.get(2), "exception.message")).contains("low", "70000");
            assertThat(header(dead.get(3), "exception.message")).contains("interval", "1h");
        }
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>(TOPIC, "bitcoin".getBytes(StandardCharsets.UTF_8), value);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader("__connect.errors." + name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
