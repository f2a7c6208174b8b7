package io.candlestream.history;

import io.candlestream.schema.Interval;

/**
 * One candle as the exchange tells it.
 *
 * @param openTime epoch milliseconds
 * @param closeTime the candle's last millisecond; earlier than the grid says when a trading halt cut it
 * @param open decimal text exactly as in the source, as are the other prices and the volumes
 * @param firstTradeId -1 in a candle without trades
 * @param lastTradeId -1 in a candle without trades
 * @param reportedAt when the source said so, epoch milliseconds, never before the close: of two versions of a candle the later
 *     one is right
 */
public record Candle(
        String symbol,
        Interval interval,
        long openTime,
        long closeTime,
        String open,
        String high,
        String low,
        String close,
        String volume,
        String quoteVolume,
        String takerBuyVolume,
        String takerBuyQuoteVolume,
        long trades,
        long firstTradeId,
        long lastTradeId,
        long reportedAt) {

    /** The id of a trade that is none. */
    public static final long NO_TRADE = -1;

    /** This candle with its trades numbered from {@code first}. */
    public Candle numberedFrom(long first) {
        return with(trades == 0 ? NO_TRADE : first, trades == 0 ? NO_TRADE : first + trades - 1, reportedAt);
    }

    /** This candle as its source reported it at {@code time}, epoch milliseconds; before the close nothing can be reported. */
    public Candle reportedAt(long time) {
        return with(firstTradeId, lastTradeId, Math.max(closeTime, time));
    }

    private Candle with(long firstId, long lastId, long reported) {
        return new Candle(
                symbol,
                interval,
                openTime,
                closeTime,
                open,
                high,
                low,
                close,
                volume,
                quoteVolume,
                takerBuyVolume,
                takerBuyQuoteVolume,
                trades,
                firstId,
                lastId,
                reported);
    }
}
