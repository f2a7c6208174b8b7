package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.at;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes a dead letter and what does not, and what an operator does about them: count them, look at one, replay them after a fix. */
@ExtendWith(SharedServers.class)
class DeadLetterToolIT {
    private static final String NAME = "letters_tool";
    private static final String TOPIC = "data." + NAME;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void listsShowsAndReplaysAndWhatFailsAgainHasItsHistory(Servers servers, @TempDir Path folder) {
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, TestPipeline.START);
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, NAME, market, folder)) {
            Pipeline pipeline = test.pipeline().watchable();
            assertThat(letters(pipeline, "list")).contains("0 letters in " + TOPIC + ".dead");
            TopicRecords topics = new TopicRecords(servers.brokers());
            topics.create(TOPIC, 1);
            topics.append(List.of(
                    record(TOPIC, AvroCandle.at("2024-08-08T23:54:00Z").bytes()),
                    record(TOPIC, cut()),
                    record(TOPIC, impossible("2024-08-08T23:56:00Z")),
                    record(TOPIC, impossible("2024-08-08T23:57:00Z"))));
            ConsumerWatch watch = new ConsumerWatch(pipeline);
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> watch.look().records() >= 4);
                tellsOfThem(pipeline);
                topics.append(List.of(refusedInError()));
                assertThat(letters(pipeline, "replay")).contains("would replay 4 of " + TOPIC + ".dead");
                assertThat(letters(pipeline, "replay", "--yes")).contains("replayed 4 of");
                await().atMost(DEADLINE).until(() -> watch.look().records() >= 8);

                assertThat(RecordedData.byCandle(test.table().rows()))
                        .containsOnlyKeys("BTCUSDT 1723161240000", "BTCUSDT 1723161600000");
                tellsOfThoseThatFailedAgain(pipeline);
                badRecordsAmongGoodOnesBecomeDeadLettersWithTheirCause(test, topics, watch);
                whatATransactionTookBackIsNotStored(test, topics, watch);
                gapsAreStoredBesideTheCandlesAndBadOnesAreDeadLetters(test, topics);
                assertThat(consumer.stop(DEADLINE)).isZero();
                assertThat(consumer.tail()).doesNotContain("\tat ");
            }
        }
    }

    /** Behind the eight records and seven letters of the tool. */
    private static void badRecordsAmongGoodOnesBecomeDeadLettersWithTheirCause(
            TestPipeline test, TopicRecords topics, ConsumerWatch watch) {
        byte[] cut = Arrays.copyOf(AvroCandle.at("2024-08-10T23:55:00Z").bytes(), 100);
        byte[] impossible = impossible("2024-08-10T23:56:00Z");
        byte[] otherInterval =
                AvroCandle.at("2024-08-10T23:00:00Z").with("interval", "1h").bytes();
        topics.append(List.of(
                record(TOPIC, AvroCandle.at("2024-08-10T23:54:00Z").bytes()),
                record(TOPIC, new byte[0]),
                record(TOPIC, cut),
                record(TOPIC, impossible),
                record(TOPIC, otherInterval),
                record(TOPIC, AvroCandle.at("2024-08-10T23:57:00Z").bytes())));

        await().atMost(DEADLINE).until(() -> watch.look().records() >= 14);
        assertThat(watch.look().deadLetters()).isEqualTo(10);
        assertThat(storedSince("2024-08-10T00:00:00Z", test))
                .containsExactlyInAnyOrder("2024-08-10T23:54:00Z", "2024-08-10T23:57:00Z");
        List<ConsumerRecord<byte[], byte[]>> dead = letters(topics, TOPIC);
        assertThat(dead).extracting(ConsumerRecord::value).containsExactly(new byte[0], cut, impossible, otherInterval);
        assertThat(dead).extracting(letter -> header(letter, "offset")).containsExactly("9", "10", "11", "12");
        assertThat(dead).allSatisfy(letter -> {
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

    /** Between the batches of the good ones stand control records and one that was taken back. */
    private static void whatATransactionTookBackIsNotStored(
            TestPipeline test, TopicRecords topics, ConsumerWatch watch) {
        topics.append(List.of(transacted("2024-08-11T23:54:00Z")));
        topics.transactions(List.of(transacted("2024-08-11T23:55:00Z")), List.of(transacted("2024-08-11T23:56:00Z")));
        await().atMost(DEADLINE).until(() -> watch.look().records() >= 16);
        topics.transactions(List.of(transacted("2024-08-11T23:57:00Z")), List.of(transacted("2024-08-11T23:58:00Z")));
        await().atMost(DEADLINE).until(() -> watch.look().records() >= 17);

        assertThat(storedSince("2024-08-11T00:00:00Z", test))
                .containsExactlyInAnyOrder("2024-08-11T23:54:00Z", "2024-08-11T23:56:00Z", "2024-08-11T23:58:00Z");
    }

    private static ProducerRecord<byte[], byte[]> transacted(String openTime) {
        return record(TOPIC, AvroCandle.at(openTime).bytes());
    }

    private static void gapsAreStoredBesideTheCandlesAndBadOnesAreDeadLetters(TestPipeline test, TopicRecords topics) {
        List<String> open = List.of("BTCUSDT", "1m", at(100), at(110), "restart", "open", at(120), "", "");
        List<String> healed = List.of("BTCUSDT", "1m", at(100), at(110), "restart", "healed", at(120), at(121), "rest");
        topics.append(Stream.of(healed, open, List.of("BTCUSDT"))
                .map(texts -> new GapRecord(texts).in(TOPIC + ".gaps"))
                .toList());

        await().atMost(DEADLINE).untilAsserted(() -> assertThat(letters(topics, TOPIC + ".gaps"))
                .hasSize(1));
        Row row = await().atMost(DEADLINE)
                .until(
                        () -> test.table()
                                .session()
                                .execute(
                                        "SELECT * FROM assets.gaps WHERE symbol = 'BTCUSDT' AND interval = '1m'"
                                                + " AND from_time = ?",
                                        Instant.parse(at(100)))
                                .one(),
                        Objects::nonNull);
        assertThat(row.getString("state")).isEqualTo("healed");
        assertThat(row.getString("cause")).isEqualTo("restart");
        assertThat(row.getInstant("to_time")).isEqualTo(at(110));
        assertThat(row.getInstant("healed_at")).isEqualTo(at(121));
    }

    /** The open times of the rows from {@code from} on. */
    private static List<String> storedSince(String from, TestPipeline test) {
        return StreamSupport.stream(test.table().rows().spliterator(), false)
                .map(row -> String.valueOf(row.getInstant("timestamp")))
                .filter(time -> time.compareTo(from) >= 0)
                .toList();
    }

    /** Those behind the tool's own whose records stood in {@code topic}. */
    private static List<ConsumerRecord<byte[], byte[]>> letters(TopicRecords topics, String topic) {
        return topics.read(TOPIC + ".dead").stream()
                .skip(7)
                .filter(letter -> header(letter, "topic").equals(topic))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader("__connect.errors." + name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void tellsOfThem(Pipeline pipeline) {
        assertThat(letters(pipeline, "list"))
                .containsPattern("price-out-of-range +TRANSFORMATION +" + TOPIC + " +2 +0 +0@1 ")
                .contains("3 letters in");
        assertThat(letters(pipeline, "show", "0@0"))
                .contains("from     " + TOPIC + " 0@1")
                .contains("key      bitcoin")
                .contains("value    100 bytes")
                .contains("asset_name              bitcoin")
                .contains("its length is no length")
                .contains("000060  ");
        assertThat(letters(pipeline, "show", "--cause", "price-out-of-range", "--limit", "1"))
                .contains("letter   0@1")
                .contains("low                     70000")
                .doesNotContain("letter   0@2");
        assertThat(ToolRun.tool(pipeline, "dead-letters", "show", "0@99").log())
                .contains("Cannot show 0@99: no letter stands there");
        assertThat(ToolRun.tool(pipeline, "dead-letters").exitCode()).isEqualTo(2);
    }

    private static void tellsOfThoseThatFailedAgain(Pipeline pipeline) {
        assertThat(letters(pipeline, "list"))
                .containsPattern("price-out-of-range +TRANSFORMATION +" + TOPIC + " +4 +2 ")
                .contains("7 letters in");
        assertThat(letters(pipeline, "replay", "--from", "0", "--to", "3"))
                .contains("would replay 0 of")
                .contains("passed over 4 replayed before");
        assertThat(letters(pipeline, "show", "0@1")).contains("replayed since");
        assertThat(letters(pipeline, "show", "--cause", "price-out-of-range"))
                .contains("before   price-out-of-range: ")
                .contains("(" + TOPIC + " 0@2), then replay 1")
                .contains("header   origin = test");
    }

    private static String letters(Pipeline pipeline, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "dead-letters";
        System.arraycopy(options, 0, arguments, 1, options.length);
        ToolRun run = ToolRun.tool(pipeline, arguments);
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run.answer();
    }

    private static byte[] cut() {
        return Arrays.copyOf(AvroCandle.at("2024-08-08T23:55:00Z").bytes(), 100);
    }

    private static byte[] impossible(String openTime) {
        return AvroCandle.at(openTime).with("low", "70000").bytes();
    }

    /** A letter that is well: whatever refused it has been fixed since. */
    private static ProducerRecord<byte[], byte[]> refusedInError() {
        ProducerRecord<byte[], byte[]> letter =
                record(TOPIC + ".dead", AvroCandle.at("2024-08-09T00:00:00Z").bytes());
        letter.headers().add("__connect.errors.topic", TOPIC.getBytes(StandardCharsets.UTF_8));
        return letter;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, "bitcoin".getBytes(StandardCharsets.UTF_8), value);
        record.headers().add("origin", "test".getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
