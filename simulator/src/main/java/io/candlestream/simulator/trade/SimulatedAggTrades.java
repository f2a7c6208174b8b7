package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import java.util.Set;

/** Makes the channel of the aggregate trades. */
public final class SimulatedAggTrades implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Set.of("agg_trades");
    }

    @Override
    public AggTradeChannel create(String stream, Market market, Truth truth) {
        return new AggTradeChannel(market);
    }
}
