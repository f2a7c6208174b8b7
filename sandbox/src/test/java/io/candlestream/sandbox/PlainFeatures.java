package io.candlestream.sandbox;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/** The features of the notebooks once more, by plain loops over an archive's lines; NaN where a minute is missing. */
final class PlainFeatures {
    private static final long MINUTE = 60_000;

    private final Map<String, String[]> candles;
    private final String symbol;

    /** @param candles the lines of the archive by {@code SYMBOL openTime} */
    PlainFeatures(Map<String, String[]> candles, String symbol) {
        this.candles = candles;
        this.symbol = symbol;
    }

    /** Every feature of the candle that opens at {@code time}, epoch milliseconds, by its name. */
    Map<String, Double> at(long time) {
        Map<String, Double> features = new TreeMap<>();
        features.put("log_return", logReturn(time));
        for (int minutes : new int[] {5, 10, 20}) {
            features.put("price_" + minutes + "min_avg", mean(window(time, minutes, this::close)));
            features.put("momentum_" + minutes + "min", close(time) / close(time - minutes * MINUTE) - 1);
            features.put("volatility_" + minutes + "min", deviation(window(time, minutes, this::logReturn)));
        }
        features.put("price_volatility", deviation(window(time, 5, this::close)));
        features.put("volume_5min_avg", mean(window(time, 5, this::volume)));
        features.put("high_low_spread", (cell(time, 2) - cell(time, 3)) / close(time));
        features.put("taker_buy_share", quotient(() -> bought(time), volume(time)));
        features.put(
                "taker_buy_share_5min",
                quotient(() -> sum(window(time, 5, this::bought)), sum(window(time, 5, this::volume))));
        features.put("volume_change", quotient(() -> volume(time), volume(time - MINUTE)) - 1);
        return features;
    }

    private double close(long time) {
        return cell(time, 4);
    }

    private double volume(long time) {
        return cell(time, 5);
    }

    private double bought(long time) {
        return cell(time, 9);
    }

    private double logReturn(long time) {
        return Math.log(close(time)) - Math.log(close(time - MINUTE));
    }

    private double cell(long time, int index) {
        String[] cells = candles.get(symbol + " " + time);
        return cells == null ? Double.NaN : Double.parseDouble(cells[index]);
    }

    private static double[] window(long time, int minutes, LongToDoubleFunction value) {
        return LongStream.range(0, minutes)
                .mapToDouble(ago -> value.applyAsDouble(time - ago * MINUTE))
                .toArray();
    }

    private static double quotient(DoubleSupplier part, double whole) {
        return whole == 0 ? Double.NaN : part.getAsDouble() / whole;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double mean(double[] values) {
        return sum(values) / values.length;
    }

    /** Of a sample: divided by one less than it has values. */
    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
