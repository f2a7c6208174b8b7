package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does about dead letters: count them, look at one, replay them after a fix. */
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
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
        }
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
