package io.candlestream.simulator.exchange;

import io.candlestream.history.LookAhead;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.MarketEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One channel while the market is played: what it says next, under which names, and what can be wrong with its frames. */
final class ChannelPlayer<E extends MarketEvent> {
    private final SimulatedChannel<E> channel;
    private final Map<String, String> streamBySymbol;
    private final FrameFaults<E> faults;
    private LookAhead<E> events = LookAhead.of(Collections.emptyIterator());

    ChannelPlayer(SimulatedChannel<E> channel, Collection<String> symbols) {
        this.channel = channel;
        this.streamBySymbol =
                symbols.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), channel::stream));
        this.faults = new FrameFaults<>(channel::closes);
    }

    /** Begins at the market's beginning; whether the channel has anything to say. */
    boolean begin() {
        events = LookAhead.of(channel.events());
        return events.hasNext();
    }

    /** Some of the names of its streams, for messages. */
    String named() {
        return streams().stream().sorted().limit(3).collect(Collectors.joining(", "));
    }

    Collection<String> streams() {
        return streamBySymbol.values();
    }

    FrameFaults<E> faults() {
        return faults;
    }

    /** Of what it says next, epoch milliseconds. */
    long eventTime() {
        return events.peek().orElseThrow().eventTime();
    }

    /** As {@link SimulatedChannel#saidUntil}, of what it says next. */
    long saidUntil() {
        return channel.saidUntil(events.peek().orElseThrow());
    }

    /** Notes the next event and sends it to those of {@code connections} that listen; whether another one comes. */
    boolean say(Collection<Connection> connections) {
        E event = events.next();
        channel.record(event);
        String stream = streamBySymbol.get(event.symbol());
        faults.ordered(event).forEach(due -> send(stream, due, connections));
        channel.alongside(event, name -> isHeard(name, connections))
                .forEach(more -> send(channel.stream(more), more, connections));
        faults.spoiling()
                .ifPresent(fault -> connections.forEach(
                        connection -> connection.sendSpoilt(stream, channel, event, fault, faults.bigBytes())));
        return events.hasNext();
    }

    private void send(String stream, E event, Collection<Connection> connections) {
        connections.forEach(connection -> connection.send(stream, channel, event));
    }

    private static boolean isHeard(String stream, Collection<Connection> connections) {
        for (Connection connection : connections) {
            if (connection.hears(stream)) {
                return true;
            }
        }
        return false;
    }
}
