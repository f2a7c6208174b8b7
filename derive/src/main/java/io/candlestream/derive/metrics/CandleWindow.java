package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of one symbol's candle updates in a window of time. A record that came before changes nothing when it comes again, and none
 * depends on the order; two that differ in anything are two. Of each record it keeps some 3.5 bytes, by which to know it again.
 *
 * <p>The volume is what was traded within the window: for each candle the volume so far at the window's end, less that at its begin. Of
 * candles that lie within the window it is exact as soon as their closing updates are there; of longer ones, as exact as there are updates at
 * both edges.
 *
 * <p>A closing update is one tick, however often it comes: from the socket, and again from the exchange's history. Two with
 * different values are two.
 */
public final class CandleWindow implements TimeWindow<CandleUpdate> {
    /** Digits of a quotient of volumes: with more than a double has, the sum is the same in any order. */
    private static final int DIGITS = 34;

    private final long start;
    private final long end;
    private final KnownUpdates known = new KnownUpdates();
    private final PriceSums prices = new PriceSums();
    private final Map<Long, BigDecimal> before = new HashMap<>();
    private final Map<Long, BigDecimal> until = new HashMap<>();
    /** Of each closing update when it was first told. */
    private final Map<CandleUpdate, Long> closing = new TreeMap<>();

    private BigDecimal sentiment = BigDecimal.ZERO;
    private int traded;
    private CandleUpdate newest;
    private long latestOpen = Long.MIN_VALUE;
    private long hash;

    /**
     * An empty window.
     *
     * @param start epoch milliseconds
     * @param end epoch milliseconds, excluded
     */
    public CandleWindow(long start, long end) {
        if (start >= end) {
            throw new IllegalArgumentException(
                    "Cannot make a window from " + start + " to " + end + ": it has to end later");
        }
        this.start = start;
        this.end = end;
    }

    /** The begin of the newest window of this length that holds the moment {@code time}; both in milliseconds. */
    public static long startOf(long time, long length) {
        return Math.floorDiv(time, length) * length;
    }

    /** Takes an update: of the window, or of the time before, which says how much a candle had before the window. Others change nothing. */
    @Override
    public void add(CandleUpdate update) {
        if (update.time() < start) {
            before.merge(update.openTime(), update.quoteVolume(), BigDecimal::max);
        } else if (update.time() < end) {
            long moment = update.eventTime() - start;
            int content = update.hash();
            if (known.add(moment, content)) {
                hash += CandleUpdate.mixed((moment << Integer.SIZE) | Integer.toUnsignedLong(content), 1);
                addNew(update);
            }
        }
    }

    private void addNew(CandleUpdate update) {
        if (update.closed()) {
            boolean told = closing.containsKey(update);
            closing.merge(update, update.eventTime(), Math::min);
            if (told) {
                return;
            }
        } else {
            latestOpen = Math.max(latestOpen, update.eventTime());
        }
        prices.add(update.price());
        until.merge(update.openTime(), update.quoteVolume(), BigDecimal::max);
        if (update.hasSentiment()) {
            sentiment = sentiment.add(sentiment(update));
            traded++;
        }
        if (newest == null || update.compareTo(newest) > 0) {
            newest = update;
        }
    }

    /** Whether there is an update of the window. */
    public boolean isEmpty() {
        return newest == null;
    }

    @Override
    public long version() {
        return KnownUpdates.version(known.size(), hash);
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
        return new Metrics(
                prices.mean(),
                prices.lowest(),
                prices.highest(),
                newest.price(),
                prices.deviation(),
                volume(),
                traded == 0
                        ? Double.NaN
                        : sentiment
                                .divide(BigDecimal.valueOf(traded), PriceSums.ROUNDING)
                                .doubleValue(),
                newest.hasSentiment() ? sentiment(newest).doubleValue() : Double.NaN,
                prices.count(),
                closing.values().stream().mapToLong(Long::longValue).reduce(latestOpen, Math::max));
    }

    private BigDecimal volume() {
        return until.entrySet().stream()
                .map(candle -> candle.getValue()
                        .subtract(before.getOrDefault(candle.getKey(), BigDecimal.ZERO))
                        .max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .round(PriceSums.LONGEST);
    }

    private static BigDecimal sentiment(CandleUpdate update) {
        return update.takerBuyQuoteVolume().divide(update.quoteVolume(), DIGITS, RoundingMode.HALF_EVEN);
    }

    /**
     * The metrics of a window; NaN where there is no value. Prices in the quote asset.
     *
     * @param averagePrice mean of the updates' prices
     * @param currentPrice of the newest update
     * @param volatility sample standard deviation of the prices; none of one update
     * @param volume traded in the window, in the quote asset
     * @param averageSentiment mean of the updates' taker buy volume / volume: above 0.5 the buyers press
     * @param currentSentiment that of the newest update
     * @param ticks how many updates there were
     * @param knownAt epoch milliseconds: the latest event time, that of a closing update when it was first told
     */
    public record Metrics(
            double averagePrice,
            BigDecimal lowestPrice,
            BigDecimal highestPrice,
            BigDecimal currentPrice,
            double volatility,
            BigDecimal volume,
            double averageSentiment,
            double currentSentiment,
            long ticks,
            long knownAt) {}
}
