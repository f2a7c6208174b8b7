package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.DerivedStream.Derivation;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.schema.Interval;
import java.time.Instant;

/** Makes the features of one asset's stored candles; an open one does not count. */
final class FeatureDerivation implements Derivation<FeatureRow> {
    private final String assetName;
    private final Interval interval;
    private final FeatureWindow window;
    private String symbol = "";

    FeatureDerivation(String assetName, Interval interval) {
        this.assetName = assetName;
        this.interval = interval;
        this.window = new FeatureWindow(interval::endOf, open -> interval.shifted(open, -Feature.WARM_UP));
    }

    @Override
    public boolean add(VersionedRow row) {
        if (!row.flag("is_closed")) {
            return false;
        }
        window.add(
                row.clustering(),
                number(row, "high"),
                number(row, "low"),
                number(row, "close"),
                number(row, "volume"),
                number(row, "quote_volume"),
                number(row, "taker_buy_volume"),
                knownAt(row),
                row.version());
        symbol = row.text("symbol").orElse("");
        return true;
    }

    @Override
    public FeatureRow last() {
        FeatureWindow.Row made = window.last();
        return new FeatureRow(
                assetName,
                symbol,
                interval.code(),
                "",
                made.openTime(),
                made.knownAt(),
                made.values(),
                made.version(),
                made.clearsAbsent());
    }

    /** When the stored candle was known, epoch milliseconds. */
    static long knownAt(VersionedRow row) {
        return Math.max(time(row, "event_time"), time(row, "close_time"));
    }

    static double number(VersionedRow row, String column) {
        return row.number(column).orElse(Double.NaN);
    }

    private static long time(VersionedRow row, String column) {
        return row.time(column).map(Instant::toEpochMilli).orElse(0L);
    }
}
