package io.candlestream.dashboard.candle;

import java.util.OptionalDouble;

/** Candles of which nobody knows what the takers bought. */
public final class TestCandle {
    private TestCandle() {}

    public static ChartCandle of(
            long openTime,
            double open,
            double high,
            double low,
            double close,
            double volume,
            long trades,
            boolean closed) {
        return new ChartCandle(openTime, open, high, low, close, volume, trades, closed, OptionalDouble.empty());
    }
}
