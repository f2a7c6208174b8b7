package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.schema.SlidingWindows;

/** Makes the metrics of klines from settings. */
public final class MetricStreamFactory implements DerivedStreamFactory {
    @Override
    public String type() {
        return "metrics";
    }

    @Override
    public WindowStream<?, ?> create(Settings block, StreamType<?> of) {
        if (!(of instanceof KlineStream klines)) {
            throw block.refused("of", "a stream of klines is needed");
        }
        SlidingWindows window = block.parsed("window", SlidingWindows::ofCode, SlidingWindows.NEEDED);
        Interval candles = klines.interval();
        if (window.slideMillis() % candles.longest().toMillis() != 0) {
            throw block.refused(
                    "window",
                    "candles of " + candles.code() + " have to lie within a window and windows begin each "
                            + window.slide().code());
        }
        return new MetricStream(klines, window, block.duration("lateness"), block.text("table"));
    }
}
