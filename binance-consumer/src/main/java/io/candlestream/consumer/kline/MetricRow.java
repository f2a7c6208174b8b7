package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import io.candlestream.derive.metrics.CandleWindow.Metrics;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

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
            new OfDecimal<>("min_price", row -> exact(row.metrics().lowestPrice())),
            new OfDecimal<>("max_price", row -> exact(row.metrics().highestPrice())),
            new OfDecimal<>("current_price", row -> exact(row.metrics().currentPrice())),
            new OfOptionalDouble<>("volatility", row -> known(row.metrics().volatility())),
            new OfDecimal<>("total_usdt_volume", row -> exact(row.metrics().volume())),
            new OfOptionalDouble<>("avg_sentiment", row -> known(row.metrics().averageSentiment())),
            new OfOptionalDouble<>(
                    "current_sentiment", row -> known(row.metrics().currentSentiment())),
            new OfLong<>("ticks", row -> row.metrics().ticks()));

    private static Decimal exact(BigDecimal value) {
        return Decimal.of(value)
                .orElseThrow(() -> new ArithmeticException("Cannot store " + value + ": more than 128 bits"));
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

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
