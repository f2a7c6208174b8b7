package io.candlestream.simulator.market;

import java.util.SplittableRandom;

/**
 * A random walk in steps of ten seconds, with volatility in clusters and now and then a jump that stirs it up; a minute
 * moves it by 1 on average. It is pulled gently back, half the way in ten days, so that a long run stays near its start.
 */
final class PricePath {
    static final int STEPS_PER_MINUTE = 6;

    private static final double PULL = StrictMath.log(2) / (10 * 24 * 60 * STEPS_PER_MINUTE);
    private static final double JUMPS_PER_MINUTE = 1 / 720.0;
    private static final double JUMP = 5;
    private static final double STIR = 1;

    private final SplittableRandom random;
    private final Volatility volatility;
    private final double meanSquare;
    private double logVolatility;
    private double deviation;
    private int jumpStep;
    private double position;

    /** @param variances of the logarithm of the volatility, see {@link Volatility} */
    PricePath(SplittableRandom random, double... variances) {
        this.random = random;
        this.volatility = new Volatility(random, variances);
        this.meanSquare = variances[0] + variances[1] + variances[2];
        this.position = random.nextGaussian() / Math.sqrt(2 * PULL * STEPS_PER_MINUTE);
    }

    /** Begins a minute of which {@code outer} is the logarithm of what else its volatility is multiplied by. */
    void beginMinute(double outer) {
        if (random.nextDouble() < JUMPS_PER_MINUTE) {
            jumpStep = random.nextInt(STEPS_PER_MINUTE);
            volatility.excite(STIR);
        } else {
            jumpStep = -1;
        }
        logVolatility = outer + volatility.nextMinute();
        deviation = StrictMath.exp(logVolatility - meanSquare) / Math.sqrt(STEPS_PER_MINUTE);
    }

    /** Moves on by ten seconds, of which {@code step} is the number in its minute. */
    void step(int step) {
        position += random.nextGaussian() * deviation - position * PULL;
        if (step == jumpStep) {
            position += random.nextExponential() * (random.nextBoolean() ? JUMP : -JUMP);
        }
    }

    /** The logarithm of the volatility of this minute. */
    double logVolatility() {
        return logVolatility;
    }

    /** The standard deviation of a step of this minute. */
    double deviation() {
        return deviation;
    }

    double position() {
        return position;
    }
}
