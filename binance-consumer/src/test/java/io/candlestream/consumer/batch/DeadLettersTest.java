package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.runtime.settings.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2, 3};

    private final Rejected<KlineRow> rejected =
            new Rejected<>(RejectReason.NOT_A_NUMBER, "open = 'ä' is not a decimal number");

    @Test
    void carriesTheRecordAsItCameAndTheCauseInTheHeadersOfConnect() {
        SourceRecord record = new SourceRecord("prices", 3, 42, Optional.of(KEY), Optional.of(VALUE), List.of());

        ProducerRecord<byte[], byte[]> letter = DeadLetters.letter("prices.dead", record, rejected);

        assertThat(letter.topic()).isEqualTo("prices.dead");
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(headers(letter))
                .isEqualTo(Map.of(
                        "__connect.errors.topic", "prices",
                        "__connect.errors.partition", "3",
                        "__connect.errors.offset", "42",
                        "__connect.errors.connector.name", "binance-consumer",
                        "__connect.errors.stage", "TRANSFORMATION",
                        "__connect.errors.exception.class.name", "not-a-number",
                        "__connect.errors.exception.message", "open = 'ä' is not a decimal number"));
    }

    @Test
    void whatFailsAgainKeepsItsHistoryAndGetsANewCause() {
        List<Header> history = List.of(
                new RecordHeader("candlestream.replay.count", new byte[] {'1'}),
                new RecordHeader("__connect.errors.stage", new byte[] {'?'}));
        SourceRecord record = new SourceRecord("prices", 3, 42, Optional.of(KEY), Optional.of(VALUE), history);

        ProducerRecord<byte[], byte[]> letter = DeadLetters.letter("prices.dead", record, rejected);

        assertThat(headers(letter))
                .hasSize(8)
                .containsEntry("candlestream.replay.count", "1")
                .containsEntry("__connect.errors.stage", "TRANSFORMATION");
        assertThat(letter.headers().headers("__connect.errors.stage")).hasSize(1);
    }

    @Test
    void leavesAbsentWhatTheRecordLacks() {
        SourceRecord record = new SourceRecord("prices", 0, 0, Optional.empty(), Optional.empty(), List.of());

        ProducerRecord<byte[], byte[]> letter = DeadLetters.letter("prices.dead", record, rejected);

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
    }

    @Test
    void stopsWhenALetterIsRefused() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer());
        DeadLetters letters = new DeadLetters(producer, "prices.dead");
        letters.send(new SourceRecord("prices", 0, 0, Optional.of(KEY), Optional.of(VALUE), List.of()), rejected);
        producer.errorNext(new RecordTooLargeException("too large"));

        assertThatThrownBy(letters::acknowledge)
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot write dead letters to topic prices.dead: RecordTooLargeException: too large");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> letter) {
        Map<String, String> headers = new TreeMap<>();
        letter.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
