package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Set;

/** Makes the channels of the trades and of the aggregate trades. */
public final class SimulatedTrades implements SimulatedChannelFactory {
    private static final String TRADES = "trades";

    @Override
    public Set<String> streams() {
        return Set.of(TRADES, "agg_trades");
    }

    @Override
    public SimulatedChannel<?> create(String stream, Market market, Truth truth) {
        boolean single = stream.equals(TRADES);
        if (market instanceof StoredMarket stored) {
            return single ? StoredByIdChannel.trades(stored) : StoredByIdChannel.aggTrades(stored);
        }
        return single ? trades(market) : aggTrades(market);
    }

    private static TradeChannel trades(Market market) {
        return new TradeChannel(market);
    }

    private static AggTradeChannel aggTrades(Market market) {
        return new AggTradeChannel(market);
    }
}
