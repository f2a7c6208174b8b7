package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.util.TreeMap;

/** The metrics of one symbol's trades in a window of time; a trade that comes again, by its id, changes nothing. */
final class TradeWindow {
    private final long start;
    private final long end;
    private final TreeMap<Long, Trade> trades = new TreeMap<>();

    /**
     * An empty window.
     *
     * @param start epoch milliseconds
     * @param end epoch milliseconds, excluded
     */
    public TradeWindow(long start, long end) {
        if (start >= end) {
            throw new IllegalArgumentException(
                    "Cannot make a window from " + start + " to " + end + ": it has to end later");
        }
        this.start = start;
        this.end = end;
    }

    /**
     * A trade.
     *
     * @param time epoch milliseconds
     * @param price in the quote asset
     * @param quantity in the base asset
     * @param buyerIsMaker whether the seller was the taker
     */
    public record Trade(long id, long time, BigDecimal price, BigDecimal quantity, boolean buyerIsMaker) {}

    /** Takes a trade of the window; others change nothing. */
    public void add(Trade trade) {
        if (trade.time() >= start && trade.time() < end) {
            trades.putIfAbsent(trade.id(), trade);
        }
    }

    /** Whether there is a trade of the window. */
    public boolean isEmpty() {
        return trades.isEmpty();
    }

    /**
     * The metrics of what was taken until now.
     *
     * @throws IllegalStateException of an empty window
     */
    public Metrics metrics() {
        if (trades.isEmpty()) {
            throw new IllegalStateException("There are no metrics of an empty window: " + start + " to " + end);
        }
        PriceSums prices = new PriceSums();
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal bought = BigDecimal.ZERO;
        BigDecimal sold = BigDecimal.ZERO;
        for (Trade trade : trades.values()) {
            prices.add(trade.price());
            quantity = quantity.add(trade.quantity());
            BigDecimal worth = trade.price().multiply(trade.quantity());
            if (trade.buyerIsMaker()) {
                sold = sold.add(worth);
            } else {
                bought = bought.add(worth);
            }
        }
        BigDecimal volume = bought.add(sold);
        return new Metrics(
                prices.mean(),
                quantity.signum() == 0
                        ? Double.NaN
                        : volume.divide(quantity, PriceSums.ROUNDING).doubleValue(),
                prices.lowest(),
                prices.highest(),
                trades.lastEntry().getValue().price(),
                prices.deviation(),
                volume,
                bought,
                sold,
                prices.count());
    }

    /**
     * The metrics of a window; NaN where there is no value. Prices and volumes in the quote asset.
     *
     * @param averagePrice mean of the prices, each trade alike
     * @param vwap the price weighted by quantity: volume / quantity
     * @param currentPrice of the trade with the highest id
     * @param volatility sample standard deviation of the prices; none of one trade
     * @param bought volume of the trades in which the buyer was the taker
     * @param sold volume of those in which the seller was
     */
    public record Metrics(
            double averagePrice,
            double vwap,
            BigDecimal lowestPrice,
            BigDecimal highestPrice,
            BigDecimal currentPrice,
            double volatility,
            BigDecimal volume,
            BigDecimal bought,
            BigDecimal sold,
            long trades) {}
}
