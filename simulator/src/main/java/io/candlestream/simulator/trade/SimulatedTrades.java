package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;

/** Makes the channel of the trades. */
public final class SimulatedTrades implements SimulatedChannelFactory {
    @Override
    public String stream() {
        return "trades";
    }

    @Override
    public TradeChannel create(Market market, Truth truth) {
        return new TradeChannel(market);
    }
}
