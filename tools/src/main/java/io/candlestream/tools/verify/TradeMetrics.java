package io.candlestream.tools.verify;

import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.trades.StoredTrade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The metrics of the trades of one window, of a list of all of them, by the formulas of cassandra/trade_metrics.cql. */
final class TradeMetrics {
    /** Many more digits than a double has. */
    private static final MathContext DIGITS = new MathContext(60);
    /** What a column of an exact volume has room for. */
    private static final MathContext STORED = new MathContext(38);
    /** The exchange's own sums have so many. */
    private static final int DECIMALS = 8;

    private final List<StoredTrade> trades;
    private final long first;
    private final long last;

    /** @param trades all, each once */
    TradeMetrics(List<StoredTrade> trades) {
        this.trades = trades;
        this.first = trades.stream().mapToLong(StoredTrade::id).min().orElseThrow();
        this.last = trades.stream().mapToLong(StoredTrade::id).max().orElseThrow();
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** Whether no id between the first and the last one is missing. */
    boolean isUnbroken() {
        return last - first + 1 == trades.size();
    }

    /** Adds to {@code wrong} what a stored row says otherwise. */
    void compare(StoredRow row, List<String> wrong) {
        BigDecimal count = BigDecimal.valueOf(trades.size());
        BigDecimal mean = sum(prices()).divide(count, DIGITS);
        BigDecimal all = worth(trade -> true);
        real(row, "avg_price", mean, wrong);
        real(
                row,
                "vwap",
                all.divide(sum(trades.stream().map(StoredTrade::quantity).toList()), DIGITS),
                wrong);
        exact(row, "min_price", lowest(), wrong);
        exact(row, "max_price", highest(), wrong);
        exact(row, "current_price", current(), wrong);
        if (trades.size() > 1) {
            List<BigDecimal> squares =
                    prices().stream().map(price -> price.subtract(mean).pow(2)).toList();
            real(
                    row,
                    "volatility",
                    sum(squares).divide(count.subtract(BigDecimal.ONE), DIGITS).sqrt(DIGITS),
                    wrong);
        } else if (!row.isNull("volatility")) {
            wrong.add("volatility is " + row.value("volatility") + ", should be null");
        }
        exact(row, "quote_volume", all.round(STORED), wrong);
        exact(row, "bought_quote_volume", bought().round(STORED), wrong);
        exact(row, "sold_quote_volume", worth(StoredTrade::buyerMaker).round(STORED), wrong);
        whole(row, "trades", trades.size(), wrong);
        whole(row, "first_trade_id", first, wrong);
        whole(row, "last_trade_id", last, wrong);
        Instant known = Instant.ofEpochMilli(
                trades.stream().mapToLong(StoredTrade::time).max().orElseThrow());
        if (!known.equals(row.time("known_at"))) {
            wrong.add("known_at is " + row.time("known_at") + ", should be " + known);
        }
    }

    /** Adds to {@code wrong} what the candle of the same time says otherwise; volumes as the exchange shows them. */
    void compareCandle(StoredRow candle, List<String> wrong) {
        candle(candle, "low", lowest(), wrong);
        candle(candle, "high", highest(), wrong);
        candle(candle, "close", current(), wrong);
        candle(candle, "quote_volume", worth(trade -> true).setScale(DECIMALS, RoundingMode.DOWN), wrong);
        candle(candle, "taker_buy_quote_volume", bought().setScale(DECIMALS, RoundingMode.DOWN), wrong);
        candle(candle, "trades", BigDecimal.valueOf(trades.size()), wrong);
    }

    private List<BigDecimal> prices() {
        return trades.stream().map(StoredTrade::price).toList();
    }

    private BigDecimal lowest() {
        return prices().stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private BigDecimal highest() {
        return prices().stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    private BigDecimal current() {
        return trades.stream()
                .max(Comparator.comparingLong(StoredTrade::id))
                .orElseThrow()
                .price();
    }

    private BigDecimal bought() {
        return worth(trade -> !trade.buyerMaker());
    }

    private BigDecimal worth(Predicate<StoredTrade> side) {
        return sum(trades.stream()
                .filter(side)
                .map(trade -> trade.price().multiply(trade.quantity()))
                .toList());
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void exact(StoredRow row, String column, BigDecimal value, List<String> wrong) {
        BigDecimal found = row.decimal(column);
        if (found == null || found.compareTo(value) != 0) {
            wrong.add(column + " is " + found + ", should be " + value.toPlainString());
        }
    }

    private static void real(StoredRow row, String column, BigDecimal value, List<String> wrong) {
        double wanted = value.doubleValue();
        if (!(row.value(column) instanceof Number found) || found.doubleValue() != wanted) {
            wrong.add(column + " is " + row.value(column) + ", should be " + wanted);
        }
    }

    private static void whole(StoredRow row, String column, long value, List<String> wrong) {
        if (row.number(column) != value) {
            wrong.add(column + " is " + row.number(column) + ", should be " + value);
        }
    }

    /** Its numbers are doubles in one store, and exact in the other. */
    private static void candle(StoredRow candle, String column, BigDecimal made, List<String> wrong) {
        Object value = candle.value(column);
        if (value == null) { // of a program that does not know it
            return;
        }
        double told = new BigDecimal(value.toString()).doubleValue();
        if (told != made.doubleValue()) {
            wrong.add(column + " of the candle is " + told + ", the trades make " + made.toPlainString());
        }
    }
}
