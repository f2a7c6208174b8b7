package io.candlestream.derive.features;

/**
 * Sums over the last values of a column, each made freshly from its oldest value on: a running sum keeps the errors of all before it. {@link
 * StrictMath} gives the same bits on every machine.
 */
final class Windows {
    private static final long MICROS = 1000;
    /** Of the version of a candle that is made of shorter ones those that stay: of the longest, no more than what the exchange's own has. */
    private static final int MADE_SHIFT = 15;

    private Windows() {}

    /**
     * What a candle adds to the version of a row that is made of it: the time from its open to its version, in microseconds. One that is made of
     * shorter candles, whose version is below its open time, adds less than any that the exchange told, and more than none: so a sum over candles
     * grows when one is added, corrected or told by the exchange.
     *
     * @param openTime epoch milliseconds
     * @param version microseconds
     */
    static long rank(long openTime, long version) {
        long above = version - openTime * MICROS;
        return above >= 0 ? above : 1 + (Math.max(0, version) >> MADE_SHIFT);
    }

    static double sum(double[] values, int last, int count) {
        double sum = 0;
        for (int k = last - count + 1; k <= last; k++) {
            sum += values[k];
        }
        return sum;
    }

    static double mean(double[] values, int last, int count) {
        return sum(values, last, count) / count;
    }

    /** The sample standard deviation (n − 1), in two passes. */
    static double deviation(double[] values, int last, int count) {
        double mean = mean(values, last, count);
        double squares = 0;
        for (int k = last - count + 1; k <= last; k++) {
            squares += (values[k] - mean) * (values[k] - mean);
        }
        return Math.sqrt(squares / (count - 1));
    }

    /** The last {@code count} log returns, oldest first. */
    static double[] logReturns(Candles candles, int last, int count) {
        double[] returns = new double[count];
        for (int k = 0; k < count; k++) {
            returns[k] = logReturn(candles, last - count + 1 + k);
        }
        return returns;
    }

    /** ln(high / low) of each of the last {@code count}, oldest first. */
    static double[] logRanges(Candles candles, int last, int count) {
        double[] ranges = new double[count];
        for (int k = 0; k < count; k++) {
            int index = last - count + 1 + k;
            ranges[k] = log(candles.high[index], candles.low[index]);
        }
        return ranges;
    }

    /** The sum of the squares of all {@code values}. */
    static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    static double logReturn(Candles candles, int index) {
        return log(candles.close[index], candles.close[index - 1]);
    }

    /** ln(value / by); NaN where {@code by} is 0. */
    static double log(double value, double by) {
        return StrictMath.log(quotient(value, by));
    }

    /** By how many percent {@code value} is more than {@code before}. */
    static double percent(double value, double before) {
        return 100 * quotient(value - before, before);
    }

    /** NaN where {@code by} is 0. */
    static double quotient(double value, double by) {
        return by == 0 ? Double.NaN : value / by;
    }

    /** NaN for what is infinite. */
    static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }
}
