package io.candlestream.simulator.channel;

import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Makes the channels of one kind of stream. Found by {@link ServiceLoader}, so that a new stream changes no other class. */
public interface SimulatedChannelFactory {
    /**
     * That of {@code stream}.
     *
     * @throws IllegalArgumentException when there is none
     */
    static SimulatedChannelFactory of(String stream) {
        Map<String, SimulatedChannelFactory> factories = new TreeMap<>();
        ServiceLoader.load(SimulatedChannelFactory.class)
                .forEach(found -> found.streams().forEach(name -> factories.put(name, found)));
        return Optional.ofNullable(factories.get(stream))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot play the stream '" + stream + "': there is " + String.join(", ", factories.keySet())));
    }

    /** The names of its streams, as the settings of the programs have them, such as {@code klines}. */
    Set<String> streams();

    /**
     * The channel of a market that has not begun.
     *
     * @param stream one of {@link #streams}
     * @param truth of the market's candles; the channel that tells them notes them there
     */
    SimulatedChannel<?> create(String stream, Market market, Truth truth);
}
