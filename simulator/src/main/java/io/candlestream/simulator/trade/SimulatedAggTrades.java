package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Set;

/** Makes the channel of the aggregate trades. */
public final class SimulatedAggTrades implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Set.of("agg_trades");
    }

    @Override
    public SimulatedChannel<MarketAggTrade> create(String stream, Market market, Truth truth) {
        return market instanceof StoredMarket stored ? StoredByIdChannel.aggTrades(stored) : made(market);
    }

    private static AggTradeChannel made(Market market) {
        return new AggTradeChannel(market);
    }
}
