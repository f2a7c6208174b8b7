package io.candlestream.sandbox;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Correlation and beta once more, by plain loops over what was told of candles; NaN where a minute of either asset is missing. */
final class PlainCorrelations {
    private static final long MINUTE = 60_000;

    private final NavigableMap<Long, Told> own;
    private final NavigableMap<Long, Told> reference;
    private final int returns;

    /**
     * What a source told of a candle.
     *
     * @param knownAt when, epoch milliseconds
     */
    record Told(double close, long knownAt) {}

    /**
     * @param told by asset and open time
     * @param returns how many log returns are compared
     */
    PlainCorrelations(Map<String, NavigableMap<Long, Told>> told, String asset, String reference, int returns) {
        this.own = told.getOrDefault(asset, new TreeMap<>());
        this.reference = told.getOrDefault(reference, new TreeMap<>());
        this.returns = returns;
    }

    double correlation(long time) {
        double[] x = logReturns(own, time);
        double[] y = logReturns(reference, time);
        return quotient(covariance(x, y), Math.sqrt(covariance(x, x) * covariance(y, y)));
    }

    double beta(long time) {
        double[] y = logReturns(reference, time);
        return quotient(covariance(logReturns(own, time), y), covariance(y, y));
    }

    /** The latest of the candles of both in the window. */
    long knownAt(long time) {
        return LongStream.concat(known(own, time), known(reference, time)).max().orElseThrow();
    }

    private LongStream known(NavigableMap<Long, Told> told, long time) {
        return told.subMap(time - returns * MINUTE, true, time, true).values().stream()
                .mapToLong(Told::knownAt);
    }

    private double[] logReturns(Map<Long, Told> told, long time) {
        return LongStream.range(0, returns)
                .map(back -> time - back * MINUTE)
                .mapToDouble(open -> Math.log(close(told, open) / close(told, open - MINUTE)))
                .toArray();
    }

    private static double close(Map<Long, Told> told, long open) {
        return told.containsKey(open) ? told.get(open).close() : Double.NaN;
    }

    private static double covariance(double[] x, double[] y) {
        double meanOfX = DoubleStream.of(x).sum() / x.length;
        double meanOfY = DoubleStream.of(y).sum() / y.length;
        return IntStream.range(0, x.length)
                        .mapToDouble(i -> (x[i] - meanOfX) * (y[i] - meanOfY))
                        .sum()
                / (x.length - 1);
    }

    private static double quotient(double value, double by) {
        return by == 0 ? Double.NaN : value / by;
    }
}
