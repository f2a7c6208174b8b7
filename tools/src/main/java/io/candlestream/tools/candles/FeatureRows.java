package io.candlestream.tools.candles;

import io.candlestream.derive.features.Candles;
import io.candlestream.derive.features.Feature;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Adds to the closed candles of one asset, oldest first, the features that each makes with those before it. Where a gap lies between them
 * there is no value.
 */
final class FeatureRows {
    static final List<String> COLUMNS =
            Stream.of(Feature.values()).map(Feature::column).toList();

    /** So many candles are held at most. */
    private static final int HELD = 20_000;

    private Candles candles;

    FeatureRows(Interval interval) {
        candles = new Candles(interval::endOf);
    }

    /** Where reading has to begin, so that the candles from {@code from} on have all that they need before them. */
    static Instant begin(Interval interval, Instant from) {
        long open = interval.openOf(from.toEpochMilli());
        for (int back = 0; back < Feature.WARM_UP && open > 0; back++) {
            open = interval.openOf(open - 1);
        }
        return Instant.ofEpochMilli(Math.max(0, open));
    }

    /** The next candle with its features. */
    StoredRow with(StoredRow row) {
        if (candles.size() == HELD) {
            candles = candles.last(Feature.WARM_UP);
        }
        candles.add(
                AssetTable.openTime(row).toEpochMilli(),
                row.real("high"),
                row.real("low"),
                row.real("close"),
                row.real("volume"),
                row.real("quote_volume"),
                row.real("taker_buy_volume"));
        Map<String, Double> values = new HashMap<>();
        for (Feature feature : Feature.values()) {
            double value = feature.unbroken(candles, candles.size() - 1);
            values.put(feature.column(), Double.isNaN(value) ? null : value);
        }
        return new Featured(row, values);
    }

    /** That of the candles of {@code asset}, as its rows say. */
    static Interval intervalOf(AssetTable table, Asset asset) {
        return Interval.ofCode(asset.interval())
                .orElseThrow(() -> new SettingsException("Cannot make features of " + asset.name() + ": its rows in "
                        + table.name() + " do not say of which interval they are"));
    }

    /** A candle with what stands beside it. */
    private record Featured(StoredRow row, Map<String, Double> features) implements StoredRow {
        @Override
        public boolean has(String column) {
            return features.containsKey(column) || row.has(column);
        }

        @Override
        public Object value(String column) {
            return features.containsKey(column) ? features.get(column) : row.value(column);
        }
    }
}
