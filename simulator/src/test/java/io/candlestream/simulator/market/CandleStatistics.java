package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What statisticians measure of one pair's candles; returns are logarithmic and only of candles that follow each other. */
final class CandleStatistics {
    private final Map<Long, Double> returns = new HashMap<>();
    private final double[] inOrder;
    private final double[] volumes;
    private final double[] ranges;
    private final double[] traded;
    private final double[] shares;
    private final double[] returnsOfShares;

    /** @param candles by open time */
    CandleStatistics(List<Candle> candles) {
        for (int i = 1; i < candles.size(); i++) {
            Candle candle = candles.get(i);
            Candle before = candles.get(i - 1);
            if (candle.openTime() == before.closeTime() + 1) {
                returns.put(candle.openTime(), Math.log(number(candle.close()) / number(before.close())));
            }
        }
        inOrder = candles.stream()
                .map(Candle::openTime)
                .filter(returns::containsKey)
                .mapToDouble(returns::get)
                .toArray();
        volumes = candles.stream().mapToDouble(c -> number(c.volume())).toArray();
        ranges = candles.stream()
                .mapToDouble(c -> number(c.high()) / number(c.low()))
                .toArray();
        traded = Arrays.stream(volumes).filter(volume -> volume > 0).sorted().toArray();
        List<Candle> shared = candles.stream()
                .filter(c -> c.trades() > 0 && returns.containsKey(c.openTime()))
                .toList();
        shares = shared.stream()
                .mapToDouble(c -> number(c.takerBuyVolume()) / number(c.volume()))
                .toArray();
        returnsOfShares =
                shared.stream().mapToDouble(c -> returns.get(c.openTime())).toArray();
    }

    private static double number(String decimal) {
        return Double.parseDouble(decimal);
    }

    /** How far the returns' tails are from a bell's, which has 0. */
    double excessKurtosis() {
        double mean = mean(inOrder);
        double square =
                Arrays.stream(inOrder).map(x -> Math.pow(x - mean, 2)).average().orElseThrow();
        double fourth =
                Arrays.stream(inOrder).map(x -> Math.pow(x - mean, 4)).average().orElseThrow();
        return fourth / square / square - 3;
    }

    double autocorrelationOfReturns() {
        return autocorrelation(inOrder, 1);
    }

    double autocorrelationOfSquares() {
        return autocorrelation(Arrays.stream(inOrder).map(x -> x * x).toArray(), 1);
    }

    double autocorrelationOfSizes(int lag) {
        return autocorrelation(Arrays.stream(inOrder).map(Math::abs).toArray(), lag);
    }

    /** By ranks: one outlier does not decide it. */
    double volumeAgainstRange() {
        return correlation(ranks(volumes), ranks(ranges));
    }

    double volumeQuantileByMedian(double quantile) {
        return traded[(int) (quantile * traded.length)] / traded[traded.length / 2];
    }

    /** The exponent of the power by which the largest fiftieth of the volumes grows rare (Hill's estimator). */
    double volumeTail() {
        int largest = traded.length / 50;
        double threshold = traded[traded.length - largest - 1];
        return 1
                / IntStream.range(traded.length - largest, traded.length)
                        .mapToDouble(i -> Math.log(traded[i] / threshold))
                        .average()
                        .orElseThrow();
    }

    double deviationOfTakerShare() {
        double mean = mean(shares);
        return Math.sqrt(
                Arrays.stream(shares).map(x -> Math.pow(x - mean, 2)).average().orElseThrow());
    }

    double takerShareAgainstReturn() {
        return correlation(shares, returnsOfShares);
    }

    /** The correlation of the returns of the same minutes; not a number where there are none. */
    double correlationWith(CandleStatistics other) {
        List<Long> both =
                returns.keySet().stream().filter(other.returns::containsKey).toList();
        return correlation(
                both.stream().mapToDouble(returns::get).toArray(),
                both.stream().mapToDouble(other.returns::get).toArray());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double autocorrelation(double[] values, int lag) {
        return correlation(
                Arrays.copyOfRange(values, lag, values.length), Arrays.copyOfRange(values, 0, values.length - lag));
    }

    private static double correlation(double[] a, double[] b) {
        double meanOfA = mean(a);
        double meanOfB = mean(b);
        double product = 0;
        double squareOfA = 0;
        double squareOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - meanOfA) * (b[i] - meanOfB);
            squareOfA += (a[i] - meanOfA) * (a[i] - meanOfA);
            squareOfB += (b[i] - meanOfB) * (b[i] - meanOfB);
        }
        return product / Math.sqrt(squareOfA * squareOfB);
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }
}
