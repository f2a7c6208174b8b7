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
        RowCheck check = new RowCheck(row, wrong);
        BigDecimal count = BigDecimal.valueOf(trades.size());
        BigDecimal mean = sum(prices()).divide(count, DIGITS);
        BigDecimal all = worth(trade -> true);
        BigDecimal quantity = sum(trades.stream().map(StoredTrade::quantity).toList());
        check.real("avg_price", mean.doubleValue());
        check.real("vwap", all.divide(quantity, DIGITS).doubleValue());
        check.exact("min_price", lowest());
        check.exact("max_price", highest());
        check.exact("current_price", current());
        if (trades.size() > 1) {
            List<BigDecimal> squares =
                    prices().stream().map(price -> price.subtract(mean).pow(2)).toList();
            BigDecimal variance = sum(squares).divide(count.subtract(BigDecimal.ONE), DIGITS);
            check.real("volatility", variance.sqrt(DIGITS).doubleValue());
        } else if (!row.isNull("volatility")) {
            wrong.add("volatility is " + row.value("volatility") + ", should be null");
        }
        check.exact("quote_volume", all.round(STORED));
        check.exact("bought_quote_volume", bought().round(STORED));
        check.exact("sold_quote_volume", worth(StoredTrade::buyerMaker).round(STORED));
        check.whole("trades", trades.size());
        check.whole("first_trade_id", first);
        check.whole("last_trade_id", last);
        long known = trades.stream().mapToLong(StoredTrade::time).max().orElseThrow();
        check.time("known_at", Instant.ofEpochMilli(known));
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
