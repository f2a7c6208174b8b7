package io.candlestream.derive.features;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes the rows of one asset's features, of closed candles that are stored and come oldest first. For one thread.
 *
 * <p>The version of a row is the sum of {@code version − 1000 · open time} (of made candles: {@link Windows#rank}) of all candles in the {@link Feature#WARM_UP} intervals before it
 * and its own. What is stored of them only grows, by candles that were missing and by newer versions of those that were there, and with it
 * the sum: so of two computations the one that knew more wins, whichever is written last, and one that is repeated has the same. The sum is
 * far below any clock's microseconds.
 */
public final class FeatureWindow {
    /** So many candles are held at most: there may be one window for each of many pairs. */
    private static final int HELD = 4 * Feature.WARM_UP;

    private static final int REACH = Feature.WARM_UP - 1;

    private final LongUnaryOperator begin;
    private long[] knownAt = new long[2 * Feature.WARM_UP];
    /** Of each candle how far its version is above its open time, microseconds. */
    private long[] rank = new long[2 * Feature.WARM_UP];

    private Candles candles;
    /** The first candle that counts for the last one. */
    private int first;

    /**
     * The features of one candle. Times are epoch milliseconds.
     *
     * @param knownAt the latest time at which one of the candles was known of which they are made
     * @param values those that there are
     * @param version of two computations the one with the larger version knew more
     * @param clearsAbsent whether a value may have been there where this row has none
     */
    public record Row(long openTime, long knownAt, Map<Feature, Double> values, long version, boolean clearsAbsent) {}

    /**
     * @param next when the candle opens that follows one which opens then, both in epoch milliseconds
     * @param begin when the first of the {@link Feature#WARM_UP} candles before it opens
     */
    public FeatureWindow(LongUnaryOperator next, LongUnaryOperator begin) {
        this.begin = begin;
        this.candles = new Candles(next);
    }

    /**
     * The columns that follow are those of the next candle, as {@link Candles#add} has them.
     *
     * @param known when it was known as it is stored, epoch milliseconds
     * @param version with which it is stored
     */
    public void add(
            long openTime,
            double high,
            double low,
            double close,
            double volume,
            double quoteVolume,
            double takerBuyVolume,
            long known,
            long version) {
        if (candles.size() == HELD) {
            forget();
        }
        int place = candles.size();
        if (place == rank.length) {
            knownAt = Arrays.copyOf(knownAt, 2 * place);
            rank = Arrays.copyOf(rank, 2 * place);
        }
        candles.add(openTime, high, low, close, volume, quoteVolume, takerBuyVolume);
        knownAt[place] = known;
        rank[place] = Windows.rank(openTime, version);
        long from = begin.applyAsLong(openTime);
        while (candles.openTime(first) < from) {
            first++;
        }
    }

    private void forget() {
        int size = candles.size();
        int kept = Math.max(Feature.WARM_UP, size - first);
        candles = candles.last(kept);
        System.arraycopy(knownAt, size - kept, knownAt, 0, kept);
        System.arraycopy(rank, size - kept, rank, 0, kept);
        first -= size - kept;
    }

    /** What the last candle makes with those before it. */
    public Row last() {
        int last = candles.size() - 1;
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            double value = feature.unbroken(candles, last);
            if (!Double.isNaN(value)) {
                values.put(feature, value);
            }
        }
        int run = Math.min(candles.run(last), REACH);
        long known = IntStream.rangeClosed(last - run, last)
                .mapToLong(i -> knownAt[i])
                .max()
                .orElseThrow();
        long version =
                IntStream.rangeClosed(first, last).mapToLong(i -> rank[i]).sum();
        return new Row(candles.openTime(last), known, values, version, clearsAbsent(values, run, last));
    }

    /**
     * A value can go: when a corrected candle makes its formula divide by 0, and when a candle that opens off the grid comes between two that
     * followed each other. Where history begins it never was there, and a table needs no tombstones for it.
     */
    private boolean clearsAbsent(Map<Feature, Double> values, int run, int last) {
        for (Feature feature : Feature.values()) {
            if (!values.containsKey(feature) && (feature.reach() <= run || last - run > first)) {
                return true;
            }
        }
        return false;
    }
}
