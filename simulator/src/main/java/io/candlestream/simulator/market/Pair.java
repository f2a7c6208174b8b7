package io.candlestream.simulator.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A pair of the made-up market: where its price stands, in which steps it is traded, and how busy and how restless it is.
 *
 * @param priceScale decimals of the tick: the smallest step of the price
 * @param quantityScale decimals of the lot: the smallest step of the quantity
 * @param volatility the standard deviation of a minute's return
 */
record Pair(String symbol, double price, int priceScale, int quantityScale, double tradesPerSecond, double volatility) {
    private static final String TABLE = "pairs.txt";
    private static final double BASIS_POINT = 1e-4;
    /** A made-up price has at least this many digits, as the exchange has it. */
    private static final int DIGITS = 4;

    /** The pairs of {@value #TABLE}, the busiest first. */
    static final List<Pair> LISTED = read();

    private static final Map<String, Pair> BY_SYMBOL =
            LISTED.stream().collect(Collectors.toUnmodifiableMap(Pair::symbol, Function.identity()));

    /** The listed pair, or one that {@code random} makes: the same two numbers are drawn for either. */
    static Pair of(String symbol, SplittableRandom random) {
        double price = StrictMath.exp(random.nextDouble(-7, 5));
        double tradesPerSecond = 2 * StrictMath.exp(-7 * random.nextDouble());
        Pair listed = BY_SYMBOL.get(symbol);
        return listed != null ? listed : made(symbol, price, tradesPerSecond);
    }

    private static Pair made(String symbol, double price, double tradesPerSecond) {
        int magnitude = (int) Math.floor(StrictMath.log10(price));
        int priceScale = Math.max(0, Math.min(DecimalText.DECIMALS, DIGITS - magnitude - 1));
        int quantityScale = Math.max(0, magnitude + 1);
        return new Pair(symbol, price, priceScale, quantityScale, tradesPerSecond, 15 * BASIS_POINT);
    }

    /** The smallest step of the price, in hundred-millionths. */
    long tick() {
        return unit(priceScale);
    }

    /** The smallest step of the quantity, in hundred-millionths. */
    long lot() {
        return unit(quantityScale);
    }

    private static long unit(int scale) {
        return BigDecimal.ONE
                .movePointLeft(scale)
                .movePointRight(DecimalText.DECIMALS)
                .longValueExact();
    }

    private static List<Pair> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Pair.class.getResourceAsStream(TABLE)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Pair::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pair parse(String line) {
        String[] columns = line.split(" +", -1);
        return new Pair(
                columns[0],
                Double.parseDouble(columns[1]),
                new BigDecimal(columns[2]).scale(),
                new BigDecimal(columns[3]).scale(),
                Double.parseDouble(columns[4]),
                Double.parseDouble(columns[5]) * BASIS_POINT);
    }
}
