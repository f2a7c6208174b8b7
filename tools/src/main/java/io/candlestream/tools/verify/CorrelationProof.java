package io.candlestream.tools.verify;

import io.candlestream.derive.features.PairFeature;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.recompute.CorrelationSettings;
import io.candlestream.tools.verify.FeatureReport.AssetFeatures;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares the stored correlations with those of the stored candles of both assets, bit for bit. Each is computed again in one pass over all
 * candles, and not around those that changed, as the consumer does.
 */
final class CorrelationProof {
    private static final int PAGE_ROWS = 5000;

    private static final List<String> CANDLE = List.of("timestamp", "close", "is_closed", "close_time", "event_time");

    private final AssetTable candles;
    private final StoredTables store;
    private final String correlations;
    private final Interval interval;
    private final int returns;
    private final Asset reference;
    private final Differences differences = new Differences();

    /**
     * @param candles the table of the candles in {@code store}
     * @param correlations the name of the table of the correlations
     */
    CorrelationProof(
            AssetTable candles,
            StoredTables store,
            String correlations,
            Interval interval,
            CorrelationSettings settings) {
        if (!store.has(correlations)) {
            throw new SettingsException("Cannot verify correlations: there is no table " + store.named(correlations)
                    + " (./candlestream prepare; CANDLESTREAM_CONSUMER_CORRELATIONS has the consumer fill it)");
        }
        this.candles = candles;
        this.store = store;
        this.correlations = store.named(correlations);
        this.interval = interval;
        this.returns = settings.returns();
        this.reference = new Asset(settings.reference(), "", interval.code());
    }

    FeatureReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        CorrelationSettings.requireStored(candles, reference);
        List<AssetFeatures> assets = new ArrayList<>();
        for (Asset asset : candles.assets(symbols)) {
            Optional<Span> closed = candles.closed(asset);
            if (closed.isPresent() && !asset.name().equals(reference.name())) {
                Instant first = from.orElse(closed.get().first());
                Instant last =
                        to.map(end -> end.minusMillis(1)).orElse(closed.get().last());
                assets.add(new Check(asset, first, last).result());
            }
        }
        return FeatureReport.of("correlations", assets, differences.lines());
    }

    private record Candle(long open, double close, long known) {
        static Candle of(StoredRow row) {
            return new Candle(AssetTable.openTime(row).toEpochMilli(), row.real("close"), AssetTable.knownAt(row));
        }
    }

    /** Of one asset, over the candles of both. */
    private final class Check {
        private final Asset asset;
        private final Instant first;
        private final Instant last;
        private final Deque<Candle> own = new ArrayDeque<>();
        private final Deque<Candle> others = new ArrayDeque<>();
        private long checked;
        private long missing;
        private long differing;
        private long extra;

        Check(Asset asset, Instant first, Instant last) {
            this.asset = asset;
            this.first = first;
            this.last = last;
        }

        AssetFeatures result() {
            Iterator<StoredRow> stored = store.rows(
                            "SELECT * FROM " + correlations + " WHERE asset_name = ? AND interval = ?"
                                    + " AND timestamp >= ? AND timestamp <= ? ORDER BY timestamp ASC",
                            PAGE_ROWS,
                            asset.name(),
                            interval.code(),
                            first,
                            last)
                    .iterator();
            Iterator<Candle> paired = closed(reference);
            Optional<Candle> pair = next(paired);
            Optional<StoredRow> row = next(stored);
            for (Iterator<Candle> closed = closed(asset); closed.hasNext(); ) {
                Candle candle = closed.next();
                own.add(candle);
                while (pair.filter(other -> other.open() <= candle.open()).isPresent()) {
                    others.add(pair.get());
                    pair = next(paired);
                }
                forget(interval.shifted(candle.open(), -returns));
                if (candle.open() >= first.toEpochMilli()) {
                    row = compared(candle, row, stored);
                }
            }
            while (row.isPresent()) {
                row = tooMany(row.get(), stored);
            }
            return new AssetFeatures(asset.name(), checked, missing, differing, extra);
        }

        private Iterator<Candle> closed(Asset of) {
            Instant begin = Instant.ofEpochMilli(interval.shifted(first.toEpochMilli(), -returns));
            return StreamSupport.stream(candles.candles(of, CANDLE, begin, last).spliterator(), false)
                    .filter(candle -> candle.flag("is_closed"))
                    .map(Candle::of)
                    .iterator();
        }

        private void forget(long before) {
            for (Deque<Candle> held : List.of(own, others)) {
                while (!held.isEmpty() && held.getFirst().open() < before) {
                    held.removeFirst();
                }
            }
        }

        /** Returns the stored row behind those that are about the candle, or earlier ones. */
        private Optional<StoredRow> compared(Candle candle, Optional<StoredRow> row, Iterator<StoredRow> stored) {
            Instant open = Instant.ofEpochMilli(candle.open());
            Optional<StoredRow> next = row;
            checked++;
            while (next.filter(one -> AssetTable.openTime(one).isBefore(open)).isPresent()) {
                next = tooMany(next.get(), stored);
            }
            if (next.filter(one -> AssetTable.openTime(one).equals(open)).isEmpty()) {
                missing++;
                note(open, "has no correlation");
                return next;
            }
            compare(open, next.get());
            return next(stored);
        }

        private Optional<StoredRow> tooMany(StoredRow row, Iterator<StoredRow> stored) {
            extra++;
            note(AssetTable.openTime(row), "has a correlation and no closed candle");
            return next(stored);
        }

        private void compare(Instant open, StoredRow row) {
            List<String> wrong = new ArrayList<>();
            boolean whole = isWhole(List.copyOf(own), List.copyOf(others));
            for (PairFeature feature : PairFeature.values()) {
                double wanted = whole ? feature.of(logReturns(own), logReturns(others)) : Double.NaN;
                double found = row.real(feature.column());
                if (Double.doubleToLongBits(wanted) != Double.doubleToLongBits(found)) {
                    wrong.add(feature.column() + " is " + shown(found) + ", should be " + shown(wanted));
                }
            }
            if (!reference.name().equals(row.text("reference"))) {
                wrong.add("reference is " + row.text("reference") + ", should be " + reference.name());
            }
            Instant known = Instant.ofEpochMilli(known());
            if (!known.equals(row.time("known_at"))) {
                wrong.add("known_at is " + row.time("known_at") + ", should be " + known);
            }
            if (!wrong.isEmpty()) {
                differing++;
                note(open, String.join("; ", wrong));
            }
        }

        private long known() {
            OptionalLong latest = Stream.concat(own.stream(), others.stream())
                    .mapToLong(Candle::known)
                    .max();
            return latest.orElseThrow();
        }

        private void note(Instant open, String what) {
            differences.accept(asset.name() + "  " + open + "  " + what);
        }
    }

    private static <T> Optional<T> next(Iterator<T> rows) {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    /** Whether those of the window are all there, of both, and nothing between them. */
    private boolean isWhole(List<Candle> own, List<Candle> others) {
        if (own.size() != returns + 1 || others.size() != returns + 1) {
            return false;
        }
        for (int i = 0; i <= returns; i++) {
            long open = own.get(i).open();
            if (open != others.get(i).open()
                    || (i < returns && interval.endOf(open) != own.get(i + 1).open())) {
                return false;
            }
        }
        return true;
    }

    private static double[] logReturns(Deque<Candle> candles) {
        double[] closes = candles.stream().mapToDouble(Candle::close).toArray();
        double[] made = new double[closes.length - 1];
        for (int i = 0; i < made.length; i++) {
            made[i] = closes[i] == 0 ? Double.NaN : StrictMath.log(closes[i + 1] / closes[i]);
        }
        return made;
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "null" : String.valueOf(value);
    }
}
