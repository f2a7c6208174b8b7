package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.metrics.TradeWindow.Metrics;
import java.util.List;

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
            OfDecimal.exact("min_price", row -> row.metrics().lowestPrice()),
            OfDecimal.exact("max_price", row -> row.metrics().highestPrice()),
            OfDecimal.exact("current_price", row -> row.metrics().currentPrice()),
            // a window of one trade has none; a later version has, and none ever loses it
            OfOptionalDouble.known("volatility", row -> row.metrics().volatility()),
            OfDecimal.exact("quote_volume", row -> row.metrics().volume()),
            OfDecimal.exact("bought_quote_volume", row -> row.metrics().bought()),
            OfDecimal.exact("sold_quote_volume", row -> row.metrics().sold()),
            new OfLong<>("trades", row -> row.metrics().trades()),
            new OfLong<>("first_trade_id", row -> row.metrics().firstId()),
            new OfLong<>("last_trade_id", row -> row.metrics().lastId()));

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
