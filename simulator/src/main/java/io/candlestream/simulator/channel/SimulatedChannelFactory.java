package io.candlestream.simulator.channel;

import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import java.util.Set;

/** Makes the channels of one kind of stream. Found by {@link java.util.ServiceLoader}, so that a new stream changes no other class. */
public interface SimulatedChannelFactory {
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
