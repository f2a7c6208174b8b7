package io.candlestream.consumer.stream;

import java.time.Instant;

/**
 * A stretch of data without an end that the producer has to fetch again.
 *
 * @param interval the exchange's code of the kline interval
 * @param from open time of the first candle that may be missing
 */
public record GapRequest(String symbol, String interval, Instant from) {}
