package io.candlestream.ingest.connection;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.FastPath;
import java.util.Optional;
import java.util.Set;

/** The way of one stream's events from a connection to what takes them. */
record EventRoute<E extends Event>(
        Channel<E> channel, Optional<FastPath<E>> fastPath, Set<String> symbols, EventSink<E> sink) {
    boolean take(E event) {
        boolean asked = symbols.contains(event.symbol()) && channel.carries(event);
        if (asked) {
            sink.take(event);
        }
        return asked;
    }
}
