package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.metrics.CandleWindow.Metrics;
import java.util.List;

/**
 * The metrics of one window of time, as the table holds them.
 *
 * @param length of the window and its slide, as {@link io.candlestream.schema.SlidingWindows#code} names them
 * @param start epoch milliseconds
 */
record MetricRow(String assetName, String symbol, String length, long start, Metrics metrics, long version)
        implements Row {
    static final List<Field<MetricRow>> FIELDS = List.of(
            new OfText<>("asset_name", MetricRow::assetName),
            new OfText<>("interval", MetricRow::length),
            new OfTime<>("timestamp", MetricRow::start),
            new OfText<>("symbol", MetricRow::symbol),
            new OfTime<>("known_at", row -> row.metrics().knownAt()),
            new OfDouble<>("avg_price", row -> row.metrics().averagePrice()),
            OfDecimal.exact("min_price", row -> row.metrics().lowestPrice()),
            OfDecimal.exact("max_price", row -> row.metrics().highestPrice()),
            OfDecimal.exact("current_price", row -> row.metrics().currentPrice()),
            OfOptionalDouble.known("volatility", row -> row.metrics().volatility()),
            OfDecimal.exact("total_usdt_volume", row -> row.metrics().volume()),
            OfOptionalDouble.known("avg_sentiment", row -> row.metrics().averageSentiment()),
            OfOptionalDouble.known("current_sentiment", row -> row.metrics().currentSentiment()),
            new OfLong<>("ticks", row -> row.metrics().ticks()));

    @Override
    public String partition() {
        return assetName;
    }

    @Override
    public long clustering() {
        return start;
    }

    /** A newer candle may begin without a trade; what else is absent never was there. */
    @Override
    public boolean clearsAbsent() {
        return Double.isNaN(metrics.currentSentiment()) && !Double.isNaN(metrics.averageSentiment());
    }
}
