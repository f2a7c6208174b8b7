package io.candlestream.tools.deadletters;

import io.candlestream.tools.access.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** One dead letter: a record that could not become a row, with its cause in the headers of Kafka Connect. */
record DeadLetter(Position at, Instant time, Optional<byte[]> key, Optional<byte[]> value, Headers headers) {
    /** What the headers of the newest failure begin with. */
    static final String ERRORS = "__connect.errors.";

    /** What the headers of earlier failures begin with, followed by the number of the replay. */
    static final String REPLAY = "candlestream.replay.";

    /** The header that counts the replays. */
    static final String COUNT = REPLAY + "count";

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                Position.of(record),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()),
                Optional.ofNullable(record.value()),
                record.headers());
    }

    String cause() {
        return error("exception.class.name");
    }

    String stage() {
        return error("stage");
    }

    String message() {
        return error("exception.message");
    }

    /** The topic that it came from. */
    String topic() {
        return error("topic");
    }

    /** Where in its topic it came from. */
    String source() {
        return error("partition") + "@" + error("offset");
    }

    /** How often it had been replayed before it failed this time. */
    int replays() {
        return header(COUNT)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** A header of the newest failure, "" where it has none. */
    private String error(String name) {
        return header(ERRORS + name).orElse("");
    }

    /** A header of an earlier failure, "" where it has none. */
    String error(int replay, String name) {
        return header(REPLAY + replay + "." + name).orElse("");
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(DeadLetter::text);
    }

    /** A header's value, "" for none. */
    static String text(Header header) {
        return Optional.ofNullable(header.value())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** Whether a header tells of the failures, not of the record. */
    static boolean tellsOfFailures(String name) {
        return name.startsWith(ERRORS) || name.startsWith(REPLAY);
    }
}
