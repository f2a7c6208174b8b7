package io.candlestream.ingest.channel;

/** Takes the events of one stream that come by one connection. */
@FunctionalInterface
public interface EventSink<E extends Event> {
    /** Called by one thread at a time; the connection is held up until it returns. */
    void take(E event);

    /** Events may be missing between the last one and the next. Any thread may call it. */
    default void interrupted() {}

    /** The venue has confirmed that events come from now on, after a start or {@link #interrupted}; it may do so in parts. Any thread may call it. */
    default void resumed() {}
}
