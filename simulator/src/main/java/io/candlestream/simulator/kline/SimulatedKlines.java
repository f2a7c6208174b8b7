package io.candlestream.simulator.kline;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Set;

/** Makes the channel of the klines: of the market's one interval, of stored history those of all longer ones too. */
public final class SimulatedKlines implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Set.of("klines");
    }

    @Override
    public SimulatedChannel<?> create(String stream, Market market, Truth truth) {
        return market instanceof StoredMarket stored ? new StoredKlineChannel(stored) : new KlineChannel(market, truth);
    }
}
