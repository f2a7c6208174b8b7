package io.candlestream.tools.verify;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.recompute.DerivedTable;
import io.candlestream.tools.verify.FeatureReport.AssetFeatures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what is stored of closed candles with what they make, bit for bit. It is computed again in one pass over all candles of an asset, and
 * not around those that changed, as the consumer does.
 */
abstract class CandleProof {
    final StoredDerived stored;
    final Interval interval;
    private final DerivedTable what;
    private final String some;
    private final Differences differences = new Differences();

    /** @param some what a candle has, as text */
    CandleProof(StoredDerived stored, DerivedTable what, String some, Interval interval) {
        this.stored = stored;
        this.what = what;
        this.some = some;
        this.interval = interval;
    }

    /** What the candles of one asset make, which are taken oldest first. */
    interface Made {
        void take(StoredRow candle);

        /** Holds the stored row of the candle that was taken last against what it has to say. */
        void compare(RowCheck row);
    }

    /** The columns that are needed of a candle. */
    abstract List<String> columns();

    /** Where the candles begin that count for the one that opens at {@code first}. */
    abstract Instant begin(Instant first);

    /** Of an asset whose candles come from {@link #begin} to {@code last}; empty for one of which nothing is made. */
    abstract Optional<Made> made(Asset asset, Instant first, Instant last);

    FeatureReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        List<AssetFeatures> assets = new ArrayList<>();
        for (Asset asset : stored.candles().assets(symbols)) {
            Optional<Span> closed = stored.candles().closed(asset);
            if (closed.isPresent()) {
                Instant first = from.orElse(closed.get().first());
                Instant last =
                        to.map(end -> end.minusMillis(1)).orElse(closed.get().last());
                made(asset, first, last).ifPresent(made -> assets.add(new Check(asset, made).between(first, last)));
            }
        }
        return FeatureReport.of(what.toString(), assets, differences.lines());
    }

    /** Of one asset. */
    private final class Check {
        private final Asset asset;
        private final Made made;
        private long checked;
        private long missing;
        private long differing;
        private long extra;

        Check(Asset asset, Made made) {
            this.asset = asset;
            this.made = made;
        }

        AssetFeatures between(Instant first, Instant last) {
            OldestFirst rows =
                    OldestFirst.of(stored.rows("asset_name", asset.name(), interval.code(), first, "<=", last));
            for (StoredRow candle : stored.candles().candles(asset, columns(), begin(first), last)) {
                if (candle.flag("is_closed")) {
                    made.take(candle);
                    Instant open = AssetTable.openTime(candle);
                    if (!open.isBefore(first)) {
                        compare(open, rows);
                    }
                }
            }
            rows.before(Instant.MAX, this::tooMany);
            return new AssetFeatures(asset.name(), checked, missing, differing, extra);
        }

        private void compare(Instant open, OldestFirst rows) {
            checked++;
            rows.before(open, this::tooMany);
            Optional<StoredRow> row = rows.at(open);
            if (row.isEmpty()) {
                missing++;
                note(open, "has no " + some.replaceFirst("^a ", ""));
                return;
            }
            List<String> wrong = new ArrayList<>();
            made.compare(new RowCheck(row.get(), wrong));
            if (!wrong.isEmpty()) {
                differing++;
                note(open, String.join("; ", wrong));
            }
        }

        private void tooMany(StoredRow row) {
            extra++;
            note(AssetTable.openTime(row), "has " + some + " and no closed candle");
        }

        private void note(Instant open, String text) {
            differences.accept(asset.name() + "  " + open + "  " + text);
        }
    }
}
