package io.candlestream.sandbox.proof;

/**
 * Names one candle of one interval.
 *
 * @param openTime epoch milliseconds
 */
record CandleKey(String symbol, long openTime) {}
