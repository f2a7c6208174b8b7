package io.candlestream.simulator.exchange;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.MarketEvent;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One channel while the market is played: what it says next, under which names, and what can be wrong with its frames. */
final class ChannelPlayer<E extends MarketEvent> {
    private final SimulatedChannel<E> channel;
    private final Map<String, String> streamBySymbol;
    private final FrameFaults<E> faults;
    private Optional<Iterator<E>> events = Optional.empty();
    private Optional<E> next = Optional.empty();

    ChannelPlayer(SimulatedChannel<E> channel, Collection<String> symbols) {
        this.channel = channel;
        this.streamBySymbol =
                symbols.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), channel::stream));
        this.faults = new FrameFaults<>(channel::closes);
    }

    /** @throws IllegalArgumentException when the channel has nothing to say */
    void begin() {
        Iterator<E> all = channel.events();
        if (!all.hasNext()) {
            throw new IllegalArgumentException("Cannot play the market: nothing to say on "
                    + streamBySymbol.values().stream().sorted().limit(3).collect(Collectors.joining(", ")));
        }
        next = Optional.of(all.next());
        events = Optional.of(all);
    }

    /** The names of its streams. */
    Collection<String> streams() {
        return streamBySymbol.values();
    }

    FrameFaults<E> faults() {
        return faults;
    }

    /** Of what it says next, epoch milliseconds. */
    long eventTime() {
        return next.orElseThrow().eventTime();
    }

    /** As {@link SimulatedChannel#saidUntil}, of what it says next. */
    long saidUntil() {
        return channel.saidUntil(next.orElseThrow());
    }

    /** Notes the next event and sends it to those of {@code connections} that listen; whether another one comes. */
    boolean say(Collection<Connection> connections) {
        E event = next.orElseThrow();
        channel.record(event);
        String stream = streamBySymbol.get(event.symbol());
        for (E due : faults.ordered(event)) {
            for (Connection connection : connections) {
                connection.send(stream, channel, due);
            }
        }
        faults.spoiling()
                .ifPresent(fault -> connections.forEach(
                        connection -> connection.sendSpoilt(stream, channel, event, fault, faults.bigBytes())));
        Iterator<E> rest = events.orElseThrow();
        next = rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        return next.isPresent();
    }
}
