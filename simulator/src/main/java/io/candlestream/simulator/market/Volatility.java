package io.candlestream.simulator.market;

import java.util.SplittableRandom;

/**
 * How restless a market is, minute by minute, as the logarithm of its volatility: a part that lasts hours, one that lasts
 * minutes, and one that is new each minute. So restless minutes come in clusters, and returns have fat tails.
 */
final class Volatility {
    private static final double HOURS = 1 - 1 / 360.0;
    private static final double MINUTES = 1 - 1 / 15.0;

    private final SplittableRandom random;
    private final double slowDeviation;
    private final double fastDeviation;
    private final double noiseDeviation;
    private double slow;
    private double fast;

    /** @param variances of the three parts, the longest-lasting first */
    Volatility(SplittableRandom random, double... variances) {
        this.random = random;
        this.slow = random.nextGaussian() * Math.sqrt(variances[0]);
        this.fast = random.nextGaussian() * Math.sqrt(variances[1]);
        this.slowDeviation = Math.sqrt(variances[0] * (1 - HOURS * HOURS));
        this.fastDeviation = Math.sqrt(variances[1] * (1 - MINUTES * MINUTES));
        this.noiseDeviation = Math.sqrt(variances[2]);
    }

    /** The logarithm of the next minute's volatility; around 0. */
    double nextMinute() {
        slow = HOURS * slow + random.nextGaussian() * slowDeviation;
        fast = MINUTES * fast + random.nextGaussian() * fastDeviation;
        return slow + fast + random.nextGaussian() * noiseDeviation;
    }

    /** A shock that fades within minutes. */
    void excite(double by) {
        fast += by;
    }
}
