package io.candlestream.simulator.kline;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;

/** Makes the channel of the klines, all of the market's one interval. */
public final class SimulatedKlines implements SimulatedChannelFactory {
    @Override
    public String stream() {
        return "klines";
    }

    @Override
    public SimulatedChannel<?> create(Market market, Truth truth) {
        return new KlineChannel(market, truth);
    }
}
