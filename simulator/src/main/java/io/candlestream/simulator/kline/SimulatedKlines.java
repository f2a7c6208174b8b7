package io.candlestream.simulator.kline;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import java.util.Set;

/** Makes the channel of the klines, all of the market's one interval. */
public final class SimulatedKlines implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Set.of("klines");
    }

    @Override
    public SimulatedChannel<?> create(String stream, Market market, Truth truth) {
        return new KlineChannel(market, truth);
    }
}
