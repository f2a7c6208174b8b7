package io.candlestream.ingest.connection;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSink;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A stream that a feed listens to, or the part of it that one connection carries.
 *
 * @param sinks makes what takes the events of these symbols, for one connection
 */
public record FeedStream<E extends Event>(
        Channel<E> channel, Set<String> symbols, Function<Set<String>, EventSink<E>> sinks) {

    public FeedStream {
        symbols = Set.copyOf(symbols);
    }

    FeedStream<E> of(Set<String> some) {
        return new FeedStream<>(channel, some, sinks);
    }

    /** What the venue calls its streams, in the order of the symbols. */
    List<String> subscriptions() {
        return symbols.stream().sorted().map(channel::subscription).toList();
    }

    EventRoute<E> route() {
        return new EventRoute<>(channel, channel.fastPath(), symbols, sinks.apply(symbols));
    }
}
