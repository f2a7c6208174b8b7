package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SlidingWindows;

/** Makes the metrics of trades from settings. */
public final class TradeMetricStreamFactory implements DerivedStreamFactory {
    @Override
    public String type() {
        return "trade_metrics";
    }

    @Override
    public WindowStream<?, ?> create(Settings block, StreamType<?> of) {
        if (!(of instanceof TradeStream trades) || trades.type() != TradeType.TRADES) {
            throw block.refused("of", "a stream of trades is needed");
        }
        SlidingWindows window = block.parsed("window", SlidingWindows::ofCode, SlidingWindows.NEEDED);
        return new TradeMetricStream(trades, window, block.duration("lateness"), block.text("table"));
    }
}
