package io.candlestream.tools.verify;

import io.candlestream.derive.features.Candles;
import io.candlestream.derive.features.Feature;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.verify.FeatureReport.AssetFeatures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Compares the stored features with those of the stored candles, bit for bit. Each is computed again in one pass over all candles of an asset,
 * and not around those that changed, as the consumer does.
 */
final class FeatureProof {
    private static final int PAGE_ROWS = 5000;
    /** So many candles are held at most. */
    private static final int HELD = 20_000;

    private static final List<String> CANDLE = List.of(
            "timestamp",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "taker_buy_volume",
            "is_closed",
            "close_time",
            "event_time");

    private final AssetTable candles;
    private final StoredTables store;
    private final String features;
    private final Interval interval;
    private final Differences differences = new Differences();

    /**
     * @param candles the table of the candles in {@code store}
     * @param features the name of the table of the features
     */
    FeatureProof(AssetTable candles, StoredTables store, String features, Interval interval) {
        if (!store.has(features)) {
            throw new SettingsException("Cannot verify features: there is no table " + store.named(features)
                    + " (./candlestream prepare; CANDLESTREAM_CONSUMER_FEATURES has the consumer fill it)");
        }
        this.candles = candles;
        this.store = store;
        this.features = store.named(features);
        this.interval = interval;
    }

    FeatureReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        List<AssetFeatures> assets = new ArrayList<>();
        for (Asset asset : candles.assets(symbols)) {
            Optional<Span> closed = candles.closed(asset);
            if (closed.isPresent()) {
                Instant first = from.orElse(closed.get().first());
                Instant last =
                        to.map(end -> end.minusMillis(1)).orElse(closed.get().last());
                assets.add(new Check(asset, first).of(last));
            }
        }
        return FeatureReport.of("features", assets, differences.lines());
    }

    /** Of one asset, from a first open time on. */
    private final class Check {
        private final Asset asset;
        private final Instant first;
        private final long[] told = new long[Feature.WARM_UP];
        private Candles held = new Candles(interval::endOf);
        private long count;
        private long checked;
        private long missing;
        private long differing;
        private long extra;

        Check(Asset asset, Instant first) {
            this.asset = asset;
            this.first = first;
        }

        AssetFeatures of(Instant last) {
            Iterator<StoredRow> stored = store.rows(
                            "SELECT * FROM " + features + " WHERE asset_name = ? AND interval = ? AND timestamp >= ?"
                                    + " AND timestamp <= ? ORDER BY timestamp ASC",
                            PAGE_ROWS,
                            asset.name(),
                            interval.code(),
                            first,
                            last)
                    .iterator();
            Optional<StoredRow> next = next(stored);
            for (StoredRow candle : candles.candles(asset, CANDLE, begin(), last)) {
                if (!candle.flag("is_closed")) {
                    continue;
                }
                add(candle);
                Instant open = AssetTable.openTime(candle);
                if (open.isBefore(first)) {
                    continue;
                }
                checked++;
                while (next.filter(row -> AssetTable.openTime(row).isBefore(open))
                        .isPresent()) {
                    next = tooMany(next.get(), stored);
                }
                if (next.filter(row -> AssetTable.openTime(row).equals(open)).isPresent()) {
                    compare(open, next.get());
                    next = next(stored);
                } else {
                    missing++;
                    note(open, "has no features");
                }
            }
            while (next.isPresent()) {
                next = tooMany(next.get(), stored);
            }
            return new AssetFeatures(asset.name(), checked, missing, differing, extra);
        }

        private Optional<StoredRow> tooMany(StoredRow row, Iterator<StoredRow> stored) {
            extra++;
            note(AssetTable.openTime(row), "has features and no closed candle");
            return next(stored);
        }

        private static Optional<StoredRow> next(Iterator<StoredRow> rows) {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        }

        /** What lies before the first one, and counts for it. */
        private Instant begin() {
            long open = interval.openOf(first.toEpochMilli());
            for (int back = 0; back < Feature.WARM_UP; back++) {
                open = interval.openOf(open - 1);
            }
            return Instant.ofEpochMilli(open);
        }

        private void add(StoredRow candle) {
            if (held.size() == HELD) {
                held = held.last(Feature.WARM_UP);
            }
            held.add(
                    AssetTable.openTime(candle).toEpochMilli(),
                    candle.real("high"),
                    candle.real("low"),
                    candle.real("close"),
                    candle.real("volume"),
                    candle.real("quote_volume"),
                    candle.real("taker_buy_volume"));
            told[(int) (count++ % told.length)] = AssetTable.knownAt(candle);
        }

        private void compare(Instant open, StoredRow row) {
            List<String> wrong = new ArrayList<>();
            for (Feature feature : Feature.values()) {
                double wanted = feature.unbroken(held, held.size() - 1);
                double found = row.real(feature.column());
                if (Double.doubleToLongBits(wanted) != Double.doubleToLongBits(found)) {
                    wrong.add(feature.column() + " is " + shown(found) + ", should be " + shown(wanted));
                }
            }
            Instant known = known();
            if (!known.equals(row.time("known_at"))) {
                wrong.add("known_at is " + row.time("known_at") + ", should be " + known);
            }
            if (!wrong.isEmpty()) {
                differing++;
                note(open, String.join("; ", wrong));
            }
        }

        private Instant known() {
            long latest = 0;
            int run = Math.min(held.run(held.size() - 1), Feature.WARM_UP - 1);
            for (long place = count - 1 - run; place < count; place++) {
                latest = Math.max(latest, told[(int) (place % told.length)]);
            }
            return Instant.ofEpochMilli(latest);
        }

        private void note(Instant open, String what) {
            differences.accept(asset.name() + "  " + open + "  " + what);
        }
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "null" : String.valueOf(value);
    }
}
