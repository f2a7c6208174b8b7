package io.candlestream.tools.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ReplayPublisherTest {
    @Test
    void sendsTheRecordAsItCameWithItsHistory() {
        ProducerRecord<byte[], byte[]> record =
                ReplayPublisher.record(letter(17, failure("not-a-number").add("origin", utf8("x"))));

        assertThat(record.topic()).isEqualTo("prices");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).containsExactly(1);
        assertThat(record.value()).containsExactly(2);
        assertThat(texts(record.headers()))
                .isEqualTo(Map.of(
                        "origin", "x",
                        "candlestream.replay.count", "1",
                        "candlestream.replay.1.letter", "3@17",
                        "candlestream.replay.1.topic", "prices",
                        "candlestream.replay.1.exception.class.name", "not-a-number"));
    }

    @Test
    void theSecondReplayKeepsWhatTheFirstTold() {
        Headers history =
                ReplayPublisher.record(letter(17, failure("not-a-number"))).headers();
        failure("too-long").forEach(history::add);
        DeadLetter again = letter(29, history);

        assertThat(again.replays()).isEqualTo(1);
        assertThat(again.cause()).isEqualTo("too-long");
        assertThat(again.error(1, "exception.class.name")).isEqualTo("not-a-number");
        assertThat(texts(ReplayPublisher.record(again).headers()))
                .containsEntry("candlestream.replay.count", "2")
                .containsEntry("candlestream.replay.1.letter", "3@17")
                .containsEntry("candlestream.replay.1.exception.class.name", "not-a-number")
                .containsEntry("candlestream.replay.2.letter", "3@29")
                .containsEntry("candlestream.replay.2.exception.class.name", "too-long")
                .hasSize(7);
    }

    @Test
    void anAbsentKeyOrValueStaysAbsent() {
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(
                "prices.dead",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                failure("no-value"),
                Optional.empty());

        assertThat(ReplayPublisher.record(DeadLetter.of(read)).key()).isNull();
        assertThat(ReplayPublisher.record(DeadLetter.of(read)).value()).isNull();
    }

    private static DeadLetter letter(long offset, Headers headers) {
        return DeadLetter.of(new ConsumerRecord<>(
                "prices.dead",
                3,
                offset,
                0,
                TimestampType.CREATE_TIME,
                1,
                1,
                new byte[] {1},
                new byte[] {2},
                headers,
                Optional.empty()));
    }

    private static Headers failure(String cause) {
        return new RecordHeaders()
                .add("__connect.errors.topic", utf8("prices"))
                .add("__connect.errors.exception.class.name", utf8(cause));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(header.key(), DeadLetter.text(header)));
        return texts;
    }
}
