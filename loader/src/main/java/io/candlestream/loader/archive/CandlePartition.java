package io.candlestream.loader.archive;

import io.candlestream.schema.Interval;
import io.candlestream.schema.KlineVersion;
import java.util.OptionalLong;

/**
 * The candles of one symbol and month as rows of one partition.
 *
 * @param loadedAt when they count as collected and consumed, epoch milliseconds
 */
public record CandlePartition(
        String exchange, String assetName, String symbol, Interval interval, CandleArrays candles, long loadedAt) {
    /** The archive does not number trades. */
    public static final long NO_TRADE = -1;

    public static final String SOURCE = "archive";

    /** When a candle counts as written, by the rule of the consumer's sink. */
    public long writeTime(int candle) {
        long hash = KlineVersion.hash(
                candles.value(candle, CandleArrays.OPEN),
                candles.value(candle, CandleArrays.HIGH),
                candles.value(candle, CandleArrays.LOW),
                candles.value(candle, CandleArrays.CLOSE),
                candles.value(candle, CandleArrays.VOLUME),
                candles.value(candle, CandleArrays.QUOTE_VOLUME),
                candles.value(candle, CandleArrays.TAKER_BUY_VOLUME),
                candles.value(candle, CandleArrays.TAKER_BUY_QUOTE_VOLUME),
                candles.trades(candle),
                NO_TRADE,
                NO_TRADE);
        long close = KlineVersion.close(interval, candles.openTime(candle), candles.closeTime(candle));
        return KlineVersion.ofClosed(close, OptionalLong.of(candles.eventTime(candle)), SOURCE, hash);
    }
}
