package io.candlestream.simulator.channel;

import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;

/** Makes the channel of one stream. Found by {@link java.util.ServiceLoader}, so that a new stream changes no other class. */
public interface SimulatedChannelFactory {
    /** The name of the stream, as the settings of the programs have it, such as {@code klines}. */
    String stream();

    /**
     * The channel of a market that has not begun.
     *
     * @param truth of the market's candles; the channel that tells them notes them there
     */
    SimulatedChannel<?> create(Market market, Truth truth);
}
