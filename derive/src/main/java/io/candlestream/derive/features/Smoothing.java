package io.candlestream.derive.features;

/** Means in which each new value takes a fixed share, over a stretch of bounded length: begun with the plain mean of its first values. */
final class Smoothing {
    private static final int FAST = 12;
    private static final int SLOW = 26;
    private static final int SIGNAL = 9;

    private Smoothing() {}

    /** The exponential mean at {@code last} of the values from {@code first} on: 2 / (period + 1) of each new one. */
    static double exponential(double[] values, int first, int last, int period) {
        double mean = Windows.mean(values, first + period - 1, period);
        for (int k = first + period; k <= last; k++) {
            mean = exponential(mean, values[k], period);
        }
        return mean;
    }

    private static double exponential(double mean, double value, int period) {
        return mean + 2.0 / (period + 1) * (value - mean);
    }

    /** The exponential mean of the differences of both means of {@code close}. */
    static double macdSignal(double[] close, int first, int last) {
        double fast = exponential(close, first, first + SLOW - 1, FAST);
        double slow = Windows.mean(close, first + SLOW - 1, SLOW);
        double[] macd = new double[last - first - SLOW + 2];
        macd[0] = fast - slow;
        for (int k = 1; k < macd.length; k++) {
            fast = exponential(fast, close[first + SLOW - 1 + k], FAST);
            slow = exponential(slow, close[first + SLOW - 1 + k], SLOW);
            macd[k] = fast - slow;
        }
        return exponential(macd, 0, macd.length - 1, SIGNAL);
    }

    /** Wilder's index; NaN where the price never moved. */
    static double relativeStrength(double[] close, int first, int last, int period) {
        double gain = 0;
        double loss = 0;
        for (int k = first + 1; k <= last; k++) {
            double change = close[k] - close[k - 1];
            int seen = k - first;
            gain = wilder(gain, Math.max(change, 0), seen, period);
            loss = wilder(loss, Math.max(-change, 0), seen, period);
        }
        return Windows.quotient(100 * gain, gain + loss);
    }

    static double trueRange(Candles candles, int first, int last, int period) {
        double mean = 0;
        for (int k = first + 1; k <= last; k++) {
            double before = candles.close[k - 1];
            double range = Math.max(candles.high[k], before) - Math.min(candles.low[k], before);
            mean = wilder(mean, range, k - first, period);
        }
        return mean;
    }

    /** The plain mean of the first {@code period} values as it grows; then 1 / period of each new one. */
    private static double wilder(double mean, double value, int seen, int period) {
        return mean + (value - mean) / Math.min(seen, period);
    }
}
