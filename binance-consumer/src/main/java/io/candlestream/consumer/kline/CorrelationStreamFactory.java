package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.runtime.settings.Settings;

/** Makes the correlations of klines from settings. */
public final class CorrelationStreamFactory implements DerivedStreamFactory {
    /** Of a window: fewer have no deviation; of more the versions' sum might pass a clock's microseconds. */
    private static final int LEAST = 2;

    private static final int MOST = 1000;

    @Override
    public String type() {
        return "correlations";
    }

    @Override
    public DerivedStream<?> create(Settings block, StreamType<?> of) {
        if (of instanceof KlineStream klines) {
            return new CorrelationStream(
                    klines.interval(),
                    block.text("table"),
                    block.text("reference"),
                    block.number("window", LEAST, MOST));
        }
        throw block.refused("of", "a stream of klines is needed");
    }
}
