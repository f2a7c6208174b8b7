package io.candlestream.sandbox.chaos;

import java.time.Duration;

/**
 * One fault, played once.
 *
 * @param from the open time of the candle that it hit, epoch milliseconds: the candles from here to the next round's
 *     are its own
 * @param recovery from the end of the fault until the table held something that the exchange said after that end
 */
record Round(Fault fault, long from, Duration recovery, RoundLog log) {}
