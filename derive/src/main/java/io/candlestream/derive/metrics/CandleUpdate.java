package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * An update of a candle, as much of it as metrics need; volumes are those of the candle so far, in the quote asset.
 *
 * @param eventTime epoch milliseconds at which the source said so
 * @param openTime epoch milliseconds of the candle's begin
 * @param closeTime epoch milliseconds of the candle's last moment
 * @param closed whether it is the last word on the candle
 * @param lastTradeId of the candle so far; -1 where nothing was traded, or the source does not know it
 * @param price of the newest trade, the candle's close
 * @param takerBuyQuoteVolume -1 where the source does not know it
 */
public record CandleUpdate(
        long eventTime,
        long openTime,
        long closeTime,
        boolean closed,
        long lastTradeId,
        BigDecimal price,
        BigDecimal quoteVolume,
        BigDecimal takerBuyQuoteVolume)
        implements Comparable<CandleUpdate> {
    /**
     * Newest last: a closing update after all others of its candle, then by time, by trade, and of two that contradict each other always the
     * same one. The event time of a closing update does not count: the exchange's history has it again, later.
     */
    private static final Comparator<CandleUpdate> ORDER = Comparator.comparingLong(CandleUpdate::told)
            .thenComparingLong(CandleUpdate::openTime)
            .thenComparing(CandleUpdate::closed)
            .thenComparingLong(update -> update.closed() ? 0 : update.lastTradeId())
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

    /** Whether something was traded and the takers' share of it is known. */
    boolean hasSentiment() {
        return quoteVolume.signum() > 0 && takerBuyQuoteVolume.signum() >= 0;
    }

    private long told() {
        return closed ? closeTime : time();
    }

    /** Whether it has a moment of its own: without an event time all updates of a candle have that of its close. */
    boolean hasMoment() {
        return eventTime < closeTime;
    }

    /** A number that another update hardly has; the event time of a closing one does not count. */
    long hash() {
        long hash = mixed(mixed(openTime, closeTime), closed ? 1 : lastTradeId + 2);
        hash = mixed(hash, closed ? 0 : eventTime);
        hash = mixed(hash, Double.doubleToLongBits(price.doubleValue()));
        hash = mixed(hash, Double.doubleToLongBits(quoteVolume.doubleValue()));
        return mixed(hash, Double.doubleToLongBits(takerBuyQuoteVolume.doubleValue()));
    }

    static long mixed(long hash, long value) {
        long product = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> Integer.SIZE);
    }

    @Override
    public int compareTo(CandleUpdate other) {
        return ORDER.compare(this, other);
    }
}
