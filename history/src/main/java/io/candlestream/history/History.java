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
}
