package io.candlestream.history;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Where numbered events of the past come from: the exchange itself, or files of it. Times are epoch milliseconds.
 *
 * @param <P> what they are
 */
@FunctionalInterface
public interface PastById<P extends Numbered> {
    /** So far the time of one may lie before that of an earlier id, in milliseconds: the exchange's times step back by some. */
    long STRAY = 60_000;

    /**
     * The id of the first one that was made at {@code time} or later; empty where there is none, or only reading tells.
     *
     * @throws UncheckedIOException when it cannot be had
     */
    default OptionalLong firstAt(String symbol, long time) {
        return OptionalLong.empty();
    }

    /**
     * Those of {@code symbol} that were made between the two times, both included, in the order of their ids; what stands
     * among them may be a little too early or too late. They are read as they are asked for, and the reading throws {@link UncheckedIOException} or {@link IllegalArgumentException} when it cannot go on.
     *
     * @param first the id of the first one wanted, where it is known
     */
    Iterator<P> between(String symbol, long from, long to, OptionalLong first);
}
