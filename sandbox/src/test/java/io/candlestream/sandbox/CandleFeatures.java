package io.candlestream.sandbox;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The features of one-minute candles by their formulas alone, each from the minutes before it, whatever else is there; NaN where a minute is
 * missing. Shares no code with what it is compared with.
 */
final class CandleFeatures {
    private static final long MINUTE = 60_000;
    private static final int WARM_UP = 250;

    private final NavigableMap<Long, Told> candles;

    /**
     * What was told of a candle last.
     *
     * @param knownAt when, epoch milliseconds
     */
    record Told(
            double open,
            double high,
            double low,
            double close,
            double volume,
            double quoteVolume,
            double takerBuyVolume,
            long knownAt) {}

    /** @param candles by open time, epoch milliseconds */
    CandleFeatures(NavigableMap<Long, Told> candles) {
        this.candles = candles;
    }

    /** When the latest of the candles was told that stand before this one without a gap, 249 at most, or this one. */
    long knownAt(long time) {
        long known = 0;
        for (int ago = 0; ago < WARM_UP && candles.containsKey(time - ago * MINUTE); ago++) {
            known = Math.max(known, candles.get(time - ago * MINUTE).knownAt());
        }
        return known;
    }

    /** Every feature of the candle that opens at {@code time}, by its column. */
    Map<String, Double> at(long time) {
        Map<String, Double> all = new TreeMap<>();
        all.put("price_change", close(time) - close(time - MINUTE));
        all.put("price_change_pct", 100 * (close(time) / close(time - MINUTE) - 1));
        all.put("log_return", logReturn(time));
        all.put("ma_5", mean(window(time, 5, this::close)));
        all.put("ma_10", mean(window(time, 10, this::close)));
        all.put("ma_20", mean(window(time, 20, this::close)));
        all.put("volatility_10", deviation(window(time, 10, this::logReturn)));
        all.put("volume_ma_5", mean(window(time, 5, this::volume)));
        all.put("volume_change_pct", 100 * (volume(time) / orNone(volume(time - MINUTE)) - 1));
        all.put("momentum_5", 100 * (close(time) / close(time - 5 * MINUTE) - 1) * whole(time, 5));
        all.put("momentum_10", 100 * (close(time) / close(time - 10 * MINUTE) - 1) * whole(time, 10));
        all.put("hl_spread", high(time) - low(time));
        all.put("hl_spread_pct", 100 * (high(time) / low(time) - 1));
        all.put("realised_volatility_20", Math.sqrt(sum(squares(window(time, 20, this::logReturn)))));
        all.put(
                "range_volatility_20",
                Math.sqrt(sum(squares(window(time, 20, t -> Math.log(high(t) / low(t))))) / 80 / Math.log(2)));
        all.put("vwap_20", sum(window(time, 20, this::quote)) / orNone(sum(window(time, 20, this::volume))));
        double taken = taken(time);
        all.put("taker_imbalance", (taken - (volume(time) - taken)) / orNone(volume(time)));
        double[] volumes = window(time, 20, this::volume);
        all.put("volume_zscore_20", (volume(time) - mean(volumes)) / orNone(deviation(volumes)));
        recursive(time, all);
        return all;
    }

    private void recursive(long time, Map<String, Double> all) {
        double[] close = window(time, WARM_UP, this::close);
        double[] fast = smoothed(close, 12, 2.0 / 13);
        double[] slow = smoothed(close, 26, 2.0 / 27);
        double[] macd = pairs(Arrays.copyOfRange(fast, fast.length - slow.length, fast.length), slow, (a, b) -> a - b);
        all.put("ema_12", newest(fast));
        all.put("ema_26", newest(slow));
        all.put("macd", newest(macd));
        all.put("macd_signal", newest(smoothed(macd, 9, 0.2)));
        double[] moves = pairs(close, Arrays.copyOfRange(close, 1, close.length), (before, now) -> now - before);
        double gain = newest(smoothed(
                Arrays.stream(moves).map(move -> move > 0 ? move : 0 * move).toArray(), 14, 1.0 / 14));
        double loss = newest(smoothed(
                Arrays.stream(moves).map(move -> move < 0 ? -move : 0 * move).toArray(), 14, 1.0 / 14));
        all.put("rsi_14", 100 - 100 / (1 + gain / orNone(loss)));
        double[] ranges = window(time, WARM_UP - 1, t -> {
            double before = close(t - MINUTE);
            return DoubleStream.of(high(t) - low(t), Math.abs(high(t) - before), Math.abs(low(t) - before))
                    .max()
                    .orElseThrow();
        });
        all.put("atr_14", newest(smoothed(ranges, 14, 1.0 / 14)));
    }

    /** 1 where no minute of the last {@code minutes} is missing. */
    private double whole(long time, int minutes) {
        return 1 + 0 * sum(window(time, minutes + 1, this::close));
    }

    private double high(long time) {
        return value(time, candles.get(time) == null ? 0 : candles.get(time).high());
    }

    private double low(long time) {
        return value(time, candles.get(time) == null ? 0 : candles.get(time).low());
    }

    private double close(long time) {
        return value(time, candles.get(time) == null ? 0 : candles.get(time).close());
    }

    private double volume(long time) {
        return value(time, candles.get(time) == null ? 0 : candles.get(time).volume());
    }

    private double quote(long time) {
        return value(time, candles.get(time) == null ? 0 : candles.get(time).quoteVolume());
    }

    private double taken(long time) {
        return value(time, candles.get(time) == null ? 0 : candles.get(time).takerBuyVolume());
    }

    private double value(long time, double value) {
        return candles.containsKey(time) ? value : Double.NaN;
    }

    private double logReturn(long time) {
        return Math.log(close(time)) - Math.log(close(time - MINUTE));
    }

    /** Oldest first. */
    private static double[] window(long time, int minutes, LongToDoubleFunction value) {
        return LongStream.range(0, minutes)
                .mapToDouble(i -> value.applyAsDouble(time - (minutes - 1 - i) * MINUTE))
                .toArray();
    }

    /** The plain mean of the first ones, then each with its share. */
    private static double[] smoothed(double[] values, int period, double share) {
        double[] means = new double[values.length - period + 1];
        means[0] = mean(Arrays.copyOf(values, period));
        for (int i = 1; i < means.length; i++) {
            means[i] = means[i - 1] * (1 - share) + values[period - 1 + i] * share;
        }
        return means;
    }

    private static double[] pairs(double[] some, double[] others, DoubleBinaryOperator both) {
        double[] results = new double[Math.min(some.length, others.length)];
        Arrays.setAll(results, i -> both.applyAsDouble(some[i], others[i]));
        return results;
    }

    private static double[] squares(double[] values) {
        return pairs(values, values, (a, b) -> a * b);
    }

    private static double newest(double[] values) {
        return values[values.length - 1];
    }

    private static double orNone(double divisor) {
        return divisor == 0 ? Double.NaN : divisor;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double mean(double[] values) {
        return sum(values) / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }
}
