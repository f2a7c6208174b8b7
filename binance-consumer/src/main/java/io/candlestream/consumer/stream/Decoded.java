package io.candlestream.consumer.stream;

/** The outcome of decoding: a row, or the cause of its rejection. */
public sealed interface Decoded<R extends Row> {
    /** A record that became a row. */
    record Accepted<R extends Row>(R row) implements Decoded<R> {}

    /** A record for the dead-letter topic; {@code message} names field and value. */
    record Rejected<R extends Row>(RejectReason reason, String message) implements Decoded<R> {}
}
