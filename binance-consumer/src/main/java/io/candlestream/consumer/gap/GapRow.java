package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.Row;
import java.util.OptionalLong;

/**
 * A stretch of missing candles, as the producer found or healed it. Times are epoch milliseconds.
 *
 * @param fromTime open time of the first missing candle
 * @param toTime open time of the first candle after the stretch
 * @param healedAt absent while the gap is open
 */
public record GapRow(
        String symbol,
        String interval,
        long fromTime,
        long toTime,
        String cause,
        String state,
        long foundAt,
        OptionalLong healedAt,
        String source)
        implements Row {
    /** The state of a gap that is not yet healed. */
    static final String OPEN = "open";

    private static final long MICROS = 1000;

    @Override
    public String partition() {
        return symbol + ' ' + interval;
    }

    @Override
    public long clustering() {
        return fromTime;
    }

    /** What became of a gap wins over its finding, even within one millisecond. */
    @Override
    public long version() {
        return healedAt.orElse(foundAt) * MICROS + (state.equals(OPEN) ? 0 : 1);
    }
}
