package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.derive.features.Feature;
import io.candlestream.schema.Interval;
import java.util.List;

/**
 * The features of closed candles: numbers that each makes with those before it.
 *
 * @param table the name of the table that holds them
 */
record FeatureStream(Interval interval, String table) implements DerivedStream<FeatureRow> {
    private static final List<String> COLUMNS = List.of(
            "timestamp",
            "close",
            "high",
            "low",
            "volume",
            "quote_volume",
            "taker_buy_volume",
            "symbol",
            "is_closed",
            "close_time",
            "event_time");

    @Override
    public RowLayout<FeatureRow> layout() {
        return new RowLayout<>(
                "features",
                table,
                FeatureRow.FEATURES,
                List.of("asset_name", "interval"),
                "timestamp",
                List.of("asset_name", "timestamp", "log_return", "ma_20", "volatility_10", "rsi_14", "known_at"));
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public boolean takes(Row row) {
        return row instanceof KlineRow kline && kline.closed();
    }

    @Override
    public long from(long openTime) {
        return interval.shifted(openTime, -Feature.WARM_UP);
    }

    @Override
    public long to(long openTime) {
        return interval.shifted(openTime, Feature.WARM_UP);
    }

    @Override
    public Derivations<FeatureRow> open() {
        return partition -> new FeatureDerivation(partition, interval);
    }
}
