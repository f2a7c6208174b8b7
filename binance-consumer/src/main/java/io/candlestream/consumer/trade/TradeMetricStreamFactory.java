package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;

/** Makes the metrics of trades from settings. */
public final class TradeMetricStreamFactory implements DerivedStreamFactory {
    @Override
    public String type() {
        return "trade_metrics";
    }

    @Override
    public WindowStream<?, ?> create(Settings block, StreamType<?> of) {
        if (!(of instanceof TradeStream trades)) {
            throw block.refused("of", "a stream of trades is needed");
        }
        Interval window = block.parsed("window", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        if (window.compareTo(Interval.DAY_1) > 0) {
            throw block.refused("window", "1d is the longest");
        }
        return new TradeMetricStream(trades, window, block.duration("lateness"), block.text("table"));
    }
}
