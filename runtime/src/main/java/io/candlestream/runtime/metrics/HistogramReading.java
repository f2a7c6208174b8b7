package io.candlestream.runtime.metrics;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A histogram as a program reported it.
 *
 * @param buckets how many observations were at most the key, smallest key first
 */
public record HistogramReading(NavigableMap<Double, Double> buckets, double sum, double count) {
    /** What was observed since {@code before}; all of it when the part was started again meanwhile. */
    public HistogramReading since(HistogramReading before) {
        if (before.count > count) {
            return this;
        }
        NavigableMap<Double, Double> increase = new TreeMap<>();
        buckets.forEach((bound, sofar) -> increase.put(bound, sofar - before.buckets.getOrDefault(bound, 0.0)));
        return new HistogramReading(increase, sum - before.sum, count - before.count);
    }

    /** The mean; empty without observations. */
    public OptionalDouble mean() {
        return count > 0 ? OptionalDouble.of(sum / count) : OptionalDouble.empty();
    }

    /** The largest bound beneath infinity. */
    public OptionalDouble limit() {
        return buckets.keySet().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max();
    }

    /**
     * What the share {@code quantile} of the observations did not exceed, with an even spread within each bucket as in
     * Prometheus' histogram_quantile; the largest bound for what lies beyond it; empty without observations.
     */
    public OptionalDouble quantile(double quantile) {
        double rank = quantile * count;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            double bound = bucket.getKey();
            if (count > 0 && bucket.getValue() >= rank) {
                double share = (rank - below) / Math.max(1e-9, bucket.getValue() - below);
                return OptionalDouble.of(Double.isInfinite(bound) ? lower : lower + (bound - lower) * share);
            }
            lower = bound;
            below = bucket.getValue();
        }
        return OptionalDouble.empty();
    }
}
