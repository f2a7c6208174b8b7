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
        RowCheck check = new RowCheck(row, wrong);
        List<BigDecimal> prices = ticks.stream().map(Update::price).toList();
        Update newest = newest();
        List<BigDecimal> pressed = ticks.stream()
                .filter(UpdateMetrics::hasTakers)
                .map(UpdateMetrics::pressure)
                .toList();
        check.real("avg_price", mean(prices).doubleValue());
        check.exact("min_price", prices.stream().min(Comparator.naturalOrder()).orElseThrow());
        check.exact("max_price", prices.stream().max(Comparator.naturalOrder()).orElseThrow());
        check.exact("current_price", newest.price());
        check.real("volatility", deviation(prices));
        check.exact("total_usdt_volume", volume().round(STORED));
        check.real(
                "avg_sentiment", pressed.isEmpty() ? Double.NaN : mean(pressed).doubleValue());
        check.real("current_sentiment", hasTakers(newest) ? pressure(newest).doubleValue() : Double.NaN);
        check.whole("ticks", ticks.size());
        check.time("known_at", Instant.ofEpochMilli(knownAt));
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    private static double deviation(List<BigDecimal> prices) {
        if (prices.size() < 2) {
            return Double.NaN;
        }
        BigDecimal mean = mean(prices);
        BigDecimal squares =
                prices.stream().map(price -> price.subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
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
}
