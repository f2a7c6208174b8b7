package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * An update of a candle, as much of it as metrics need; volumes are those of the candle so far, in the quote asset.
 *
 * @param eventTime epoch milliseconds at which the exchange sent it
 * @param openTime epoch milliseconds of the candle's begin
 * @param closeTime epoch milliseconds of the candle's last moment
 * @param lastTradeId of the candle so far; -1 where nothing was traded
 * @param price of the newest trade, the candle's close
 */
record CandleUpdate(
        long eventTime,
        long openTime,
        long closeTime,
        long lastTradeId,
        BigDecimal price,
        BigDecimal quoteVolume,
        BigDecimal takerBuyQuoteVolume)
        implements Comparable<CandleUpdate> {
    /** Newest last: by time, by trade, and of two that contradict each other always the same one. */
    private static final Comparator<CandleUpdate> ORDER = Comparator.comparingLong(CandleUpdate::eventTime)
            .thenComparingLong(CandleUpdate::openTime)
            .thenComparingLong(CandleUpdate::lastTradeId)
            .thenComparing(CandleUpdate::quoteVolume)
            .thenComparing(CandleUpdate::takerBuyQuoteVolume)
            .thenComparing(CandleUpdate::price);

    /**
     * The moment by which it belongs to a window: the event time, but for the closing update, which the exchange sends after the candle's
     * end, the last moment of the candle of which it tells.
     */
    public long time() {
        return Math.min(eventTime, closeTime);
    }

    @Override
    public int compareTo(CandleUpdate other) {
        return ORDER.compare(this, other);
    }
}
