package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.math.MathContext;

/** Exact sums of prices, from which mean and deviation are rounded once, at the end: in whatever order they were added. */
final class PriceSums {
    /** More digits than a double tells apart. */
    static final MathContext ROUNDING = MathContext.DECIMAL128;

    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal ofSquares = BigDecimal.ZERO;
    private BigDecimal lowest = BigDecimal.ZERO;
    private BigDecimal highest = BigDecimal.ZERO;
    private long count;

    void add(BigDecimal price) {
        lowest = count == 0 ? price : lowest.min(price);
        highest = count == 0 ? price : highest.max(price);
        sum = sum.add(price);
        ofSquares = ofSquares.add(price.multiply(price));
        count++;
    }

    long count() {
        return count;
    }

    BigDecimal lowest() {
        return lowest;
    }

    BigDecimal highest() {
        return highest;
    }

    double mean() {
        return sum.divide(BigDecimal.valueOf(count), ROUNDING).doubleValue();
    }

    /** Sample standard deviation (n − 1), NaN of one price: √((n · Σp² − (Σp)²) / (n · (n − 1))). */
    double deviation() {
        BigDecimal n = BigDecimal.valueOf(count);
        return count < 2
                ? Double.NaN
                : n.multiply(ofSquares)
                        .subtract(sum.multiply(sum))
                        .divide(n.multiply(BigDecimal.valueOf(count - 1)), ROUNDING)
                        .sqrt(ROUNDING)
                        .doubleValue();
    }
}
