package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * The metrics of one symbol's trades in a window of time. A trade that comes again, by its id, changes nothing, and none depends on the order.
 * A trade never changes; of two that have an id in common and still differ, as a faulty source may tell them, always the same one counts.
 */
public final class TradeWindow implements TimeWindow<TradeWindow.Trade> {
    private static final int HASH_BITS = 12;
    /** Versions are below any clock's microseconds up to 1.5 million trades; above, Cassandra would not delete such a row by the clock. */
    private static final int COUNT_SHIFT = 30;
    /** What is left between: with more, as of 131,072 trades of archives, the hash alone decides between equally many trades. */
    private static final long MOST_RANKS = (1L << (COUNT_SHIFT - HASH_BITS)) - 1;

    private final long start;
    private final long end;
    private final KnownTrades trades = new KnownTrades();
    private Sums sums = new Sums();
    /** Whether a trade that was added no longer counts. */
    private boolean stale;

    private long firstId = Long.MAX_VALUE;
    private long lastId = Long.MIN_VALUE;
    private long newestTime = Long.MIN_VALUE;
    /** The sum over the trades that count. */
    private long ranks;

    private long hash;

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
     * A trade; its numbers have no zeros at their end.
     *
     * @param time epoch milliseconds
     * @param price in the quote asset, of 64 bits at most, as is {@code quantity}
     * @param quantity in the base asset
     * @param buyerIsMaker whether the seller was the taker
     * @param rank of its source, 0 to 100: of two that have an id in common the one with the higher rank counts
     */
    public record Trade(long id, long time, BigDecimal price, BigDecimal quantity, boolean buyerIsMaker, int rank)
            implements Comparable<Trade> {
        /** Higher last. */
        private static final Comparator<Trade> ORDER = Comparator.comparingInt(Trade::rank)
                .thenComparing(Trade::price)
                .thenComparing(Trade::quantity)
                .thenComparing(Trade::buyerIsMaker);

        /** @throws IllegalArgumentException for a number of more than 64 bits */
        public Trade {
            price = checked(price, id);
            quantity = checked(quantity, id);
        }

        /** One of the lowest rank. */
        public Trade(long id, long time, BigDecimal price, BigDecimal quantity, boolean buyerIsMaker) {
            this(id, time, price, quantity, buyerIsMaker, 0);
        }

        private static BigDecimal checked(BigDecimal number, long id) {
            BigDecimal shortest = number.stripTrailingZeros();
            if (shortest.unscaledValue().bitLength() >= Long.SIZE || Math.abs(shortest.scale()) > Byte.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "Cannot take trade " + id + " into a window: " + number + " has more than 64 bits");
            }
            return shortest;
        }

        /** A number that a trade that says something else hardly has. */
        private long key() {
            long key = CandleUpdate.mixed(id, buyerIsMaker ? 1 : 2);
            key = CandleUpdate.mixed(key, price.unscaledValue().longValue());
            key = CandleUpdate.mixed(key, price.scale());
            key = CandleUpdate.mixed(key, quantity.unscaledValue().longValue());
            return CandleUpdate.mixed(key, quantity.scale());
        }

        @Override
        public int compareTo(Trade other) {
            return ORDER.compare(this, other);
        }
    }

    /** Of the trades that count. */
    private static final class Sums {
        private final PriceSums prices = new PriceSums();
        private BigDecimal quantity = BigDecimal.ZERO;
        private BigDecimal bought = BigDecimal.ZERO;
        private BigDecimal sold = BigDecimal.ZERO;

        void add(BigDecimal price, BigDecimal amount, boolean buyerIsMaker) {
            prices.add(price);
            quantity = quantity.add(amount);
            BigDecimal worth = price.multiply(amount);
            if (buyerIsMaker) {
                sold = sold.add(worth);
            } else {
                bought = bought.add(worth);
            }
        }
    }

    /** Takes a trade of the window; others change nothing. */
    @Override
    public void add(Trade trade) {
        if (trade.time() < start || trade.time() >= end) {
            return;
        }
        newestTime = Math.max(newestTime, trade.time());
        int place = trades.find(trade.id());
        if (place == KnownTrades.NONE) {
            trades.add(trade);
            sums.add(trade.price(), trade.quantity(), trade.buyerIsMaker());
            firstId = Math.min(firstId, trade.id());
            lastId = Math.max(lastId, trade.id());
            ranks += trade.rank();
            hash += CandleUpdate.mixed(trade.key(), 1);
        } else {
            addAgain(trade, known(trade.id(), place), place);
        }
    }

    private Trade known(long id, int place) {
        return new Trade(
                id, start, trades.price(place), trades.quantity(place), trades.buyerIsMaker(place), trades.rank(place));
    }

    private void addAgain(Trade trade, Trade known, int place) {
        if (trade.compareTo(known) > 0) {
            trades.set(place, trade);
            stale |= trade.key() != known.key();
            ranks += trade.rank() - known.rank();
            hash += CandleUpdate.mixed(trade.key(), 1) - CandleUpdate.mixed(known.key(), 1);
        }
    }

    /** Where it begins, in epoch milliseconds. */
    public long start() {
        return start;
    }

    /** Whether there is no trade of the window. */
    public boolean isEmpty() {
        return trades.size() == 0;
    }

    /**
     * By the number of trades; of equally many, by the sum of their ranks, so that what a source of a higher rank corrects is replaced;
     * then by a hash of those that count.
     */
    @Override
    public long version() {
        return ((long) trades.size() << COUNT_SHIFT)
                + (Math.min(ranks, MOST_RANKS) << HASH_BITS)
                + (hash & ((1L << HASH_BITS) - 1));
    }

    /**
     * The metrics of what was taken until now.
     *
     * @throws IllegalStateException of an empty window
     */
    public Metrics metrics() {
        if (isEmpty()) {
            throw new IllegalStateException("There are no metrics of an empty window: " + start + " to " + end);
        }
        if (stale) {
            sums = new Sums();
            for (int place = 0; place < trades.size(); place++) {
                sums.add(trades.price(place), trades.quantity(place), trades.buyerIsMaker(place));
            }
            stale = false;
        }
        PriceSums prices = sums.prices;
        BigDecimal volume = sums.bought.add(sums.sold);
        return new Metrics(
                prices.mean(),
                sums.quantity.signum() == 0
                        ? Double.NaN
                        : volume.divide(sums.quantity, PriceSums.ROUNDING).doubleValue(),
                prices.lowest(),
                prices.highest(),
                trades.price(trades.find(lastId)),
                prices.deviation(),
                volume.round(PriceSums.LONGEST),
                sums.bought.round(PriceSums.LONGEST),
                sums.sold.round(PriceSums.LONGEST),
                prices.count(),
                firstId,
                lastId,
                newestTime);
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
     * @param firstId the lowest id, {@code lastId} the highest
     * @param knownAt epoch milliseconds: the time of the latest trade
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
            long trades,
            long firstId,
            long lastId,
            long knownAt) {}
}
