package io.candlestream.sink.lake.read;

import java.util.OptionalLong;
import java.util.Set;

/**
 * Which rows are asked for.
 *
 * @param interval of candles; empty for others
 * @param from epoch milliseconds, included
 * @param to epoch milliseconds, not included
 * @param first the smallest id, where one is given
 * @param most about how many rows are wanted at once
 */
public record PastQuestion(
        PastStream stream, String interval, Set<String> symbols, long from, long to, OptionalLong first, int most) {
    /** Whether {@code row} is one of them, whatever its time. */
    boolean asksFor(RowView row) {
        return symbols.contains(row.text(PastStream.SYMBOL))
                && (stream == PastStream.KLINES
                        ? interval.equals(row.text(PastStream.KIND)) && stream.isFinal(row)
                        : first.isEmpty() || row.whole(PastStream.KIND) >= first.getAsLong());
    }
}
