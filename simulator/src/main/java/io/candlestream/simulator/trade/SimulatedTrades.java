package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import java.util.Set;

/** Makes the channel of the trades. */
public final class SimulatedTrades implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Set.of("trades");
    }

    @Override
    public TradeChannel create(String stream, Market market, Truth truth) {
        return new TradeChannel(market);
    }
}
