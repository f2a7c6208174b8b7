package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.metrics.TradeWindow.Metrics;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The metrics of the trades of one window of time, as the table holds them.
 *
 * @param length of the window and its slide, as {@link io.candlestream.schema.SlidingWindows#code} names them
 * @param start epoch milliseconds
 */
record TradeMetricRow(String symbol, String length, long start, Metrics metrics, long version) implements Row {
    static final List<Field<TradeMetricRow>> FIELDS = List.of(
            new OfText<>("symbol", TradeMetricRow::symbol),
            new OfText<>("interval", TradeMetricRow::length),
            new OfTime<>("timestamp", TradeMetricRow::start),
            new OfTime<>("known_at", row -> row.metrics().knownAt()),
            new OfDouble<>("avg_price", row -> row.metrics().averagePrice()),
            new OfDouble<>("vwap", row -> row.metrics().vwap()),
            new OfDecimal<>("min_price", row -> exact(row.metrics().lowestPrice())),
            new OfDecimal<>("max_price", row -> exact(row.metrics().highestPrice())),
            new OfDecimal<>("current_price", row -> exact(row.metrics().currentPrice())),
            new OfOptionalDouble<>("volatility", row -> known(row.metrics().volatility())),
            new OfDecimal<>("quote_volume", row -> exact(row.metrics().volume())),
            new OfDecimal<>("bought_quote_volume", row -> exact(row.metrics().bought())),
            new OfDecimal<>("sold_quote_volume", row -> exact(row.metrics().sold())),
            new OfLong<>("trades", row -> row.metrics().trades()),
            new OfLong<>("first_trade_id", row -> row.metrics().firstId()),
            new OfLong<>("last_trade_id", row -> row.metrics().lastId()));

    private static Decimal exact(BigDecimal value) {
        return Decimal.of(value)
                .orElseThrow(() -> new ArithmeticException("Cannot store " + value + ": more than 128 bits"));
    }

    /** A window of one trade has none; a later version has, and none ever loses it. */
    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Stands for symbol and length. */
    @Override
    public String partition() {
        return symbol;
    }

    @Override
    public long clustering() {
        return start;
    }
}
