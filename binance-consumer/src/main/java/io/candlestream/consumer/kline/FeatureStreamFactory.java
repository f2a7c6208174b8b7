package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.runtime.settings.Settings;

/** Makes the features of klines from settings. */
public final class FeatureStreamFactory implements DerivedStreamFactory {
    @Override
    public String type() {
        return "features";
    }

    @Override
    public DerivedStream<?> create(Settings block, StreamType<?> of) {
        if (of instanceof KlineStream klines) {
            return new FeatureStream(klines.interval(), block.text("table"));
        }
        throw block.refused("of", "a stream of klines is needed");
    }
}
