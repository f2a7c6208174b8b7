package io.candlestream.tools.recompute;

import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.made.MadeTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the features of the stored candles of assets, each in one pass.
 *
 * @param from the first open time, {@code to} the end, excluded; empty where the asset's candles begin and end
 */
record FeatureRecompute(AssetTable candles, Interval interval, Optional<Instant> from, Optional<Instant> to) {
    static final MadeTable.Columns COLUMNS = MadeTable.Columns.of(
            "asset_name,interval,timestamp",
            "symbol,known_at",
            Stream.of(Feature.values()).map(Feature::column));
    private static final List<String> CANDLE = List.of(
            "timestamp,high,low,close,volume,quote_volume,taker_buy_volume,is_closed,close_time,event_time".split(","));

    /** Writes those of the symbols, or assets, of {@code names}, of all without any, and returns how many rows. */
    long write(List<String> names, MadeTable stored) {
        for (Asset asset : candles.assets(names)) {
            candles.closed(asset).ifPresent(span -> write(asset, span, stored));
        }
        return stored.written();
    }

    private void write(Asset asset, Span span, MadeTable stored) {
        Instant first = from.orElse(span.first());
        Instant last = to.map(end -> end.minusMillis(1)).orElse(span.last());
        Instant begin = Instant.ofEpochMilli(interval.shifted(first.toEpochMilli(), -Feature.WARM_UP));
        FeatureWindow window = new FeatureWindow(interval::endOf, open -> interval.shifted(open, -Feature.WARM_UP));
        for (StoredRow candle : candles.versions(asset, CANDLE, begin, last)) {
            if (candle.flag("is_closed")) {
                Instant open = AssetTable.openTime(candle);
                window.add(
                        open.toEpochMilli(),
                        candle.real("high"),
                        candle.real("low"),
                        candle.real("close"),
                        candle.real("volume"),
                        candle.real("quote_volume"),
                        candle.real("taker_buy_volume"),
                        AssetTable.knownAt(candle),
                        candle.number("version"));
                if (!open.isBefore(first)) {
                    stored.write(row(asset, window.last()));
                }
            }
        }
        stored.flush();
    }

    private MadeTable.Row row(Asset asset, FeatureWindow.Row row) {
        List<Object> values = new ArrayList<>(List.of(
                asset.name(),
                interval.code(),
                Instant.ofEpochMilli(row.openTime()),
                asset.symbol(),
                Instant.ofEpochMilli(row.knownAt())));
        for (Feature feature : Feature.values()) {
            values.add(row.values().get(feature));
        }
        return new MadeTable.Row(values, row.clearsAbsent(), row.version());
    }
}
