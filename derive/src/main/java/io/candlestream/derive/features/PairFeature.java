package io.candlestream.derive.features;

import java.util.function.ToDoubleFunction;

/**
 * A number that two assets make together: of the log returns of one, x, and of those of the reference, y, over the same candles. What one
 * asset's candles alone cannot say.
 *
 * <p>Means first and then the deviations from them, each summed freshly, oldest first: anyone who computes it, from wherever on, gets the
 * same bits. cov, var and sd are those of a sample (n − 1). Where the formula would divide by 0 it is NaN.
 */
public enum PairFeature {
    /** cov(x, y) / (sd(x) · sd(y)) (Pearson 1895); −1 to 1, but for the last bits. */
    CORRELATION(
            "correlation",
            d -> Windows.quotient(d.covariance(), Math.sqrt(d.varianceOfX()) * Math.sqrt(d.varianceOfY()))),
    /** cov(x, y) / var(y): by how many percent the asset moved where the reference moved by one (Sharpe 1964). */
    BETA("beta", d -> Windows.quotient(d.covariance(), d.varianceOfY()));

    private final String column;

    @SuppressWarnings("ImmutableEnumChecker") // each is a function of its argument alone
    private final ToDoubleFunction<Deviations> formula;

    PairFeature(String column, ToDoubleFunction<Deviations> formula) {
        this.column = column;
        this.formula = formula;
    }

    /** Its name in tables and files. */
    public String column() {
        return column;
    }

    /**
     * That of returns of the same candles, oldest first; NaN where there is none.
     *
     * @param x the asset's
     * @param y the reference's, as many
     */
    public double of(double[] x, double[] y) {
        return Windows.finite(formula.applyAsDouble(Deviations.of(x, y)));
    }

    /** What deviates from the means, each of a sample. */
    record Deviations(double varianceOfX, double varianceOfY, double covariance) {
        static Deviations of(double[] x, double[] y) {
            int last = x.length - 1;
            double meanOfX = Windows.mean(x, last, x.length);
            double meanOfY = Windows.mean(y, last, y.length);
            double squaresOfX = 0;
            double squaresOfY = 0;
            double products = 0;
            for (int k = 0; k < x.length; k++) {
                double fromX = x[k] - meanOfX;
                double fromY = y[k] - meanOfY;
                squaresOfX += fromX * fromX;
                squaresOfY += fromY * fromY;
                products += fromX * fromY;
            }
            return new Deviations(squaresOfX / last, squaresOfY / last, products / last);
        }
    }
}
