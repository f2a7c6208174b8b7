package io.candlestream.simulator.ticker;

import io.candlestream.schema.TickerWindow;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the channels of the tickers. */
public final class SimulatedTickers implements SimulatedChannelFactory {
    @Override
    public Set<String> streams() {
        return Arrays.stream(TickerWindow.values()).map(TickerWindow::stream).collect(Collectors.toSet());
    }

    @Override
    public TickerChannel create(String stream, Market market, Truth truth) {
        return Arrays.stream(TickerWindow.values())
                .filter(window -> window.stream().equals(stream))
                .findFirst()
                .map(window -> new TickerChannel(window, market))
                .orElseThrow();
    }
}
