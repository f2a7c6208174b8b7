package io.candlestream.dashboard.candle;

import java.util.Optional;

/**
 * One slot of a chart.
 *
 * @param openTime epoch milliseconds
 * @param candle what is drawn there; empty where the table holds nothing
 * @param stored how many closed candles of the table are in it
 * @param expected how many there should be: the slots of the table's grid that have passed, less those that the exchange
 *     confirmed as empty
 */
public record Bar(long openTime, Optional<ChartCandle> candle, long stored, long expected) {}
