package io.candlestream.tools.verify;

import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.recompute.KlineUpdates.Update;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The metrics of the updates of one window, of a list of all of them, by the formulas of cassandra/metrics.cql. */
final class UpdateMetrics {
    /** Many more digits than a double has. */
    private static final MathContext DIGITS = new MathContext(60);
    /** What a column of an exact volume has room for. */
    private static final MathContext STORED = new MathContext(38);

    private final List<Update> ticks = new ArrayList<>();
    private long knownAt = Long.MIN_VALUE;

    /** @param records all that differ */
    UpdateMetrics(Collection<Update> records) {
        Map<List<Object>, Update> closing = new HashMap<>();
        for (Update update : records) {
            if (update.closed()) {
                List<Object> content = List.of(
                        update.openTime(),
                        update.closeTime(),
                        update.price(),
                        update.quoteVolume(),
                        update.takerBuyQuoteVolume());
                closing.merge(content, update, (one, other) -> one.eventTime() <= other.eventTime() ? one : other);
            } else {
                ticks.add(update);
            }
        }
        ticks.addAll(closing.values());
        ticks.forEach(update -> knownAt = Math.max(knownAt, update.eventTime()));
    }

    /** Adds to {@code wrong} what a stored row says otherwise. */
    void compare(StoredRow row, List<String> wrong) {
        List<BigDecimal> prices = ticks.stream().map(Update::price).toList();
        Update newest = newest();
        real(row, "avg_price", mean(prices).doubleValue(), wrong);
        exact(row, "min_price", prices.stream().min(Comparator.naturalOrder()).orElseThrow(), wrong);
        exact(row, "max_price", prices.stream().max(Comparator.naturalOrder()).orElseThrow(), wrong);
        exact(row, "current_price", newest.price(), wrong);
        real(row, "volatility", deviation(prices), wrong);
        exact(row, "total_usdt_volume", volume().round(STORED), wrong);
        List<BigDecimal> pressed = ticks.stream()
                .filter(UpdateMetrics::hasTakers)
                .map(UpdateMetrics::pressure)
                .toList();
        real(
                row,
                "avg_sentiment",
                pressed.isEmpty() ? Double.NaN : mean(pressed).doubleValue(),
                wrong);
        real(row, "current_sentiment", hasTakers(newest) ? pressure(newest).doubleValue() : Double.NaN, wrong);
        if (row.number("ticks") != ticks.size()) {
            wrong.add("ticks is " + row.number("ticks") + ", should be " + ticks.size());
        }
        Instant known = Instant.ofEpochMilli(knownAt);
        if (!known.equals(row.time("known_at"))) {
            wrong.add("known_at is " + row.time("known_at") + ", should be " + known);
        }
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            sum = sum.add(value);
        }
        return sum.divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    private static double deviation(List<BigDecimal> prices) {
        if (prices.size() < 2) {
            return Double.NaN;
        }
        BigDecimal mean = mean(prices);
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal price : prices) {
            squares = squares.add(price.subtract(mean).pow(2));
        }
        return squares.divide(BigDecimal.valueOf(prices.size() - 1L), DIGITS)
                .sqrt(DIGITS)
                .doubleValue();
    }

    /** Of candles that lie within the window: what each had at its end. */
    private BigDecimal volume() {
        Map<Long, BigDecimal> most = new HashMap<>();
        ticks.forEach(update -> most.merge(update.openTime(), update.quoteVolume(), BigDecimal::max));
        return most.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The last one by time, and of those of one moment by what they say. */
    private Update newest() {
        return ticks.stream()
                .max(Comparator.<Update>comparingLong(one -> one.closed() ? one.closeTime() : one.time())
                        .thenComparingLong(Update::openTime)
                        .thenComparing(Update::closed)
                        .thenComparingLong(one -> one.closed() ? 0 : one.lastTradeId())
                        .thenComparing(Update::quoteVolume)
                        .thenComparing(one -> one.takerBuyQuoteVolume().orElse(BigDecimal.ONE.negate()))
                        .thenComparing(Update::price))
                .orElseThrow();
    }

    private static boolean hasTakers(Update update) {
        return update.quoteVolume().signum() > 0 && update.takerBuyQuoteVolume().isPresent();
    }

    private static BigDecimal pressure(Update update) {
        return update.takerBuyQuoteVolume().orElseThrow().divide(update.quoteVolume(), DIGITS);
    }

    private static void exact(StoredRow row, String column, BigDecimal value, List<String> wrong) {
        BigDecimal found = row.decimal(column);
        if (found == null || found.compareTo(value) != 0) {
            wrong.add(column + " is " + found + ", should be " + value.toPlainString());
        }
    }

    private static void real(StoredRow row, String column, double value, List<String> wrong) {
        double found = row.real(column);
        if (Double.doubleToLongBits(found) != Double.doubleToLongBits(value)) {
            wrong.add(column + " is " + shown(found) + ", should be " + shown(value));
        }
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "null" : String.valueOf(value);
    }
}
