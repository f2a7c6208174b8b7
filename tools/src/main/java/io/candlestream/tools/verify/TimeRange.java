package io.candlestream.tools.verify;

/**
 * The candles of an asset that are compared.
 *
 * @param first open time of the first candle, epoch milliseconds; {@code last} that of the last
 */
record TimeRange(long first, long last) {}
