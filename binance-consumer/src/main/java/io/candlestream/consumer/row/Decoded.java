package io.candlestream.consumer.row;

/** The outcome of decoding: a row, or the cause of its rejection. */
public sealed interface Decoded<R extends TableRow> {
    /** A record that became a row. */
    record Accepted<R extends TableRow>(R row) implements Decoded<R> {}

    /** A record for the dead-letter topic; {@code message} names field and value. */
    record Rejected<R extends TableRow>(Reason reason, String message) implements Decoded<R> {}
}
