package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Set;

/** Makes the channel of the trades. */
public final class SimulatedTrades implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Set.of("trades");
    }

    @Override
    public SimulatedChannel<MarketTrade> create(String stream, Market market, Truth truth) {
        return market instanceof StoredMarket stored ? StoredByIdChannel.trades(stored) : made(market);
    }

    private static TradeChannel made(Market market) {
        return new TradeChannel(market);
    }
}
