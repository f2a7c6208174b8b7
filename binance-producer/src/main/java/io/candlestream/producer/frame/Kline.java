package io.candlestream.producer.frame;

import io.candlestream.schema.Interval;

/**
 * One update of one candle as the exchange sent it; what the parser hands to the encoder. Times are epoch milliseconds,
 * prices and volumes the exchange's own decimal text.
 *
 * @param firstTradeId -1 in a candle without trades, as is {@code lastTradeId}
 * @param closeTime the last millisecond of the candle
 * @param closed whether this is the candle's final update
 */
public record Kline(
        String symbol,
        Interval interval,
        long eventTime,
        long openTime,
        long closeTime,
        long firstTradeId,
        long lastTradeId,
        String open,
        String high,
        String low,
        String close,
        String volume,
        String quoteVolume,
        String takerBuyVolume,
        String takerBuyQuoteVolume,
        long trades,
        boolean closed)
        implements Frame {}
