package io.candlestream.derive.features;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Makes the rows of an asset's {@link PairFeature}s with a reference, of closed candles of both that are stored and come oldest first. It holds
 * the candles of one window alone. For one thread.
 *
 * <p>The version of a row is the sum of {@code version − 1000 · open time} of all candles of both in the window and its own. As with {@link
 * FeatureWindow}, what is stored of them only grows, and with it the sum: a computation that knew all that others knew, and more, wins over
 * each of them, whichever is written last, whether it was the asset's candles or the reference's of which it knew more.
 */
public final class PairWindow {
    private final int returns;
    private final LongUnaryOperator next;
    private final LongUnaryOperator begin;
    private final Returns asset = new Returns();
    private final Returns reference = new Returns();

    /**
     * What one candle of the asset makes. Times are epoch milliseconds.
     *
     * @param knownAt the latest time at which one of the candles of both was known that lie in the window
     * @param values those that there are
     * @param version of two computations the one with the larger version knew more
     * @param clearsAbsent whether a value may have been there where this row has none
     */
    public record Row(
            long openTime, long knownAt, Map<PairFeature, Double> values, long version, boolean clearsAbsent) {}

    /**
     * @param returns how many log returns a value needs, 2 at least
     * @param next when the candle opens that follows one which opens then, both in epoch milliseconds
     * @param begin when the candle opens that is {@code returns} before it
     */
    public PairWindow(int returns, LongUnaryOperator next, LongUnaryOperator begin) {
        this.returns = returns;
        this.next = next;
        this.begin = begin;
    }

    /**
     * The next candle of the reference. Those up to an asset's candle come before that one, later ones behind it.
     *
     * @param openTime epoch milliseconds
     * @param known when it was known as it is stored, epoch milliseconds
     * @param version with which it is stored
     */
    public void addReference(long openTime, double close, long known, long version) {
        reference.add(openTime, close, known, version);
        reference.forgetBefore(begin.applyAsLong(openTime));
    }

    /** The next candle of the asset. */
    public void add(long openTime, double close, long known, long version) {
        asset.add(openTime, close, known, version);
        long from = begin.applyAsLong(openTime);
        asset.forgetBefore(from);
        reference.forgetBefore(from);
    }

    /** What the last candle of the asset makes with those before it, and with the reference's. */
    public Row last() {
        Map<PairFeature, Double> values = new EnumMap<>(PairFeature.class);
        boolean bothHaveAll = asset.size() > returns && reference.size() > returns;
        if (bothHaveAll && inStep()) {
            double[] x = asset.logReturns(returns);
            double[] y = reference.logReturns(returns);
            for (PairFeature feature : PairFeature.values()) {
                double value = feature.of(x, y);
                if (!Double.isNaN(value)) {
                    values.put(feature, value);
                }
            }
        }
        return new Row(
                asset.openTime(0),
                Math.max(asset.knownAt(), reference.knownAt()),
                values,
                asset.ranks() + reference.ranks(),
                bothHaveAll && values.size() < PairFeature.values().length);
    }

    /** Whether the candles of both follow each other without a gap, and open at the same times. */
    private boolean inStep() {
        for (int back = 0; back <= returns; back++) {
            long open = asset.openTime(back);
            if (open != reference.openTime(back) || (back > 0 && next.applyAsLong(open) != asset.openTime(back - 1))) {
                return false;
            }
        }
        return true;
    }
}
