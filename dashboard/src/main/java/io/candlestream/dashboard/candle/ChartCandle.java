package io.candlestream.dashboard.candle;

/**
 * A row of the table, as far as it is drawn.
 *
 * @param openTime epoch milliseconds
 * @param trades how many there were, which only grows while a candle is open
 */
public record ChartCandle(
        long openTime,
        double open,
        double high,
        double low,
        double close,
        double volume,
        long trades,
        boolean closed) {}
