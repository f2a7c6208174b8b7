package io.candlestream.history;

import java.io.UncheckedIOException;
import java.util.Iterator;

/** Where closed candles of the past come from: the exchange itself, or files of it. */
public interface History {
    /**
     * The closed candles of {@code symbol} that open between the two times, both included, in epoch milliseconds, oldest
     * first; they are read as they are asked for, and the reading throws {@link UncheckedIOException} when it cannot go on.
     */
    Iterator<Candle> candles(String symbol, long fromOpen, long toOpen);

    /** The same candles, as if the source reported them at {@code time}, epoch milliseconds: they correct what was reported before. */
    default History reportedAt(long time) {
        return (symbol, fromOpen, toOpen) -> {
            Iterator<Candle> candles = candles(symbol, fromOpen, toOpen);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return candles.hasNext();
                }

                @Override
                public Candle next() {
                    return candles.next().reportedAt(time);
                }
            };
        };
    }
}
