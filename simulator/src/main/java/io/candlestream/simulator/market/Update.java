package io.candlestream.simulator.market;

import io.candlestream.history.Candle;

/**
 * One kline message of the exchange: a candle as it stood at a moment.
 *
 * @param eventTime when the exchange says it, epoch milliseconds
 * @param closed whether this is the candle's last message
 */
public record Update(Candle candle, long eventTime, boolean closed) implements MarketEvent {
    private static final long LONGEST_DELAY = 5;

    @Override
    public String symbol() {
        return candle.symbol();
    }

    /** A push of a candle that is still open. */
    public static Update open(Candle candle, long eventTime) {
        return new Update(candle, eventTime, false);
    }

    /**
     * The closing message, 1 to 5 ms after the close time: what recorded spot frames show. The delay is a function of
     * the candle, so that a replay says the same.
     */
    public static Update closing(Candle candle) {
        long delay = 1 + Math.floorMod(candle.symbol().hashCode() + candle.openTime() / 1000 * 31, LONGEST_DELAY);
        return new Update(candle, candle.closeTime() + delay, true);
    }

    /**
     * The earliest close time, in epoch milliseconds, that a candle without its closing message can have when this is the
     * next message of the market.
     */
    public long earliestClose() {
        return Math.min(candle.closeTime(), eventTime - LONGEST_DELAY);
    }
}
