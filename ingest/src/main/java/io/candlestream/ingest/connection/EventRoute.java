package io.candlestream.ingest.connection;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.FastPath;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The way of one stream's events from a connection to what takes them. */
final class EventRoute<E extends Event> {
    private final Channel<E> channel;
    private final Optional<FastPath<E>> fastPath;
    private final Set<String> symbols;
    private final EventSink<E> sink;

    EventRoute(Channel<E> channel, Set<String> symbols, EventSink<E> sink) {
        this.channel = channel;
        this.fastPath = channel.fastPath();
        this.symbols = symbols;
        this.sink = sink;
    }

    Set<String> eventTypes() {
        return channel.eventTypes();
    }

    boolean hasFastPath() {
        return fastPath.isPresent();
    }

    E scan(EventScanner message) throws RejectedException, IOException {
        return fastPath.orElseThrow().scan(message);
    }

    E parse(EventJson json) throws RejectedException, IOException {
        return channel.parse(json);
    }

    /** Hands {@code event} on if it was asked for. */
    boolean take(E event) {
        boolean asked = symbols.contains(event.symbol()) && channel.carries(event);
        if (asked) {
            sink.take(event);
        }
        return asked;
    }

    void interrupted() {
        sink.interrupted();
    }
}
