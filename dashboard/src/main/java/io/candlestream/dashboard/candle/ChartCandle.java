package io.candlestream.dashboard.candle;

import java.util.OptionalDouble;

/**
 * A row of the table, as far as it is drawn.
 *
 * @param openTime epoch milliseconds
 * @param trades how many there were, which only grows while a candle is open
 * @param takerBuyVolume how much of the volume takers bought; empty where the table does not know
 */
public record ChartCandle(
        long openTime,
        double open,
        double high,
        double low,
        double close,
        double volume,
        long trades,
        boolean closed,
        OptionalDouble takerBuyVolume) {}
