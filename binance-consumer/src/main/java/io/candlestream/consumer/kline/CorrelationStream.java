package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The correlation and the beta of closed candles of every asset with those of one, the reference.
 *
 * @param table the name of the table that holds them
 * @param asset the name of the reference
 * @param window how many log returns a value needs
 */
record CorrelationStream(Interval interval, String table, String asset, int window)
        implements DerivedStream<FeatureRow> {
    private static final List<String> COLUMNS =
            List.of("timestamp", "close", "symbol", "is_closed", "close_time", "event_time");

    @Override
    public RowLayout<FeatureRow> layout() {
        return new RowLayout<>(
                "correlations",
                table,
                FeatureRow.CORRELATIONS,
                List.of("asset_name", "interval"),
                "timestamp",
                List.of("asset_name", "timestamp", "correlation", "beta", "known_at"));
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
        return interval.shifted(openTime, -window);
    }

    @Override
    public long to(long openTime) {
        return interval.shifted(openTime, window);
    }

    @Override
    public Optional<String> reference() {
        return Optional.of(asset);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("reference", asset, "window", String.valueOf(window));
    }

    @Override
    public Derivations<FeatureRow> open() {
        return new CorrelationDerivations(this);
    }
}
