package io.candlestream.derive.metrics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Exact sums of prices, from which mean and deviation are rounded once, at the end: in whatever order they were added. */
final class PriceSums {
    /** More digits than a double tells apart. */
    static final MathContext ROUNDING = MathContext.DECIMAL128;

    /** As many digits of a volume as each store has room for; of fewer each is exact. */
    static final MathContext LONGEST = new MathContext(38);

    private static final int BITS = 128;

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
                : root(n.multiply(ofSquares).subtract(sum.multiply(sum)), n.multiply(BigDecimal.valueOf(count - 1)));
    }

    /** √(value / by), of so many bits that its rounding is that of the exact root; a tenth of what BigDecimal's takes. */
    private static double root(BigDecimal value, BigDecimal by) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        BigInteger above = plain.unscaledValue();
        BigInteger below = by.toBigIntegerExact().multiply(BigInteger.TEN.pow(plain.scale()));
        int half = (2 * BITS + below.bitLength() - above.bitLength()) / 2;
        BigInteger scaled =
                half > 0 ? above.shiftLeft(2 * half).divide(below) : above.divide(below.shiftLeft(-2 * half));
        return Math.scalb(scaled.sqrt().doubleValue(), -half);
    }
}
