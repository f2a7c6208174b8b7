package io.candlestream.dashboard.candle;

/**
 * A stretch of candles that was missing.
 *
 * @param from open time of its first candle, epoch milliseconds
 * @param to open time of the candle after it
 */
public record ChartGap(long from, long to, State state) {
    /** What became of a gap; where two tell of the same slot, the later in this order is right. */
    public enum State {
        /** Not yet asked for, or not yet answered. */
        OPEN,
        /** Fetched by REST and stored since. */
        HEALED,
        /** The exchange has no candles there either. */
        EMPTY
    }
}
