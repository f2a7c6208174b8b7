package io.candlestream.ingest.frame;

/** What one message of a venue was for its connection. */
public sealed interface Frame {
    /** Events that the connection asked for; their streams have them already. */
    Frame EVENTS = new Events();

    /** Nothing that could be used; it was counted by its cause. */
    Frame REJECTED = new Rejected();

    /** As {@link #EVENTS}. */
    record Events() implements Frame {}

    /** As {@link #REJECTED}. */
    record Rejected() implements Frame {}

    /** A control message was accepted; {@code id} is the text of the id it was sent with. */
    record Answer(String id) implements Frame {}

    /** A control message was refused, with the exchange's reason; {@code id} is empty when the exchange names none. */
    record Refusal(String id, long code, String message) implements Frame {}

    /** The exchange is about to end this connection. */
    record Shutdown() implements Frame {}
}
