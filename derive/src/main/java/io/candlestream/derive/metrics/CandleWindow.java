package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of one symbol's candle updates in a window of time. A record that came before changes nothing when it comes again, and none
 * depends on the order; two that differ in anything are two. Of each open one it keeps some 3.5 bytes, by which to know it again, of a closing
 * one all that it says: those of a page of the exchange's history have one event time.
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

    /** Of a version those below the number of ticks: how early they were known, and the hash. */
    private static final int COUNT_SHIFT = 20;

    private static final int HASH_BITS = 10;
    /** Of a float's bits those that are left out, so that a step is a sixteenth of an octave. */
    private static final int FINER = 19;

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
            long content = update.hash();
            if (isNew(update, content)) {
                hash += CandleUpdate.mixed(content, 1);
                addNew(update);
            }
        }
    }

    private boolean isNew(CandleUpdate update, long content) {
        if (update.closed()) {
            int others = closing.size();
            closing.merge(update, update.eventTime(), Math::min);
            return closing.size() > others;
        }
        latestOpen = Math.max(latestOpen, update.eventTime());
        long moment = update.hasMoment() ? update.eventTime() - start : content >>> KnownUpdates.HASH_BITS;
        return known.add(moment, (int) content);
    }

    private void addNew(CandleUpdate update) {
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

    /**
     * By the number of ticks, so that history, which tells closing updates again, does not make a window look as if it knew more; of equally
     * many the one that was known earlier has the larger one, as far as ten bits tell; then by a hash of them.
     */
    @Override
    public long version() {
        long knownAt = knownAt();
        float late = 1f + (Math.max(end, knownAt) - end);
        int steps = (Float.floatToIntBits(late) - Float.floatToIntBits(1f)) >> FINER;
        return (prices.count() << COUNT_SHIFT)
                + ((long) ((1 << (COUNT_SHIFT - HASH_BITS)) - 1 - steps) << HASH_BITS)
                + (CandleUpdate.mixed(hash, knownAt) & ((1 << HASH_BITS) - 1));
    }

    private long knownAt() {
        return closing.values().stream().mapToLong(Long::longValue).reduce(latestOpen, Math::max);
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
                knownAt());
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
