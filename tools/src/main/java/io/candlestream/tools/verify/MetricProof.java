package io.candlestream.tools.verify;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.recompute.KlineUpdates;
import io.candlestream.tools.recompute.KlineUpdates.Update;
import io.candlestream.tools.verify.MetricReport.AssetMetrics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares the stored metrics with what the topic's updates make, bit for bit, by formulas that are written out once more; and, where a window
 * is that of a closed candle, price and volume with the stored candle.
 */
final class MetricProof {
    /** Of so many updates the windows fit into memory. */
    private static final long MOST = 5_000_000;

    private static final List<String> CANDLE =
            List.of("timestamp", "high", "low", "close", "quote_volume", "is_closed");

    private final StoredDerived metrics;
    private final SlidingWindows time;
    private final Differences differences = new Differences();

    /** @param time how long a window is, and how long after one the next begins */
    MetricProof(StoredDerived metrics, SlidingWindows time) {
        this.metrics = metrics;
        this.time = time;
    }

    /** The windows that begin from {@code from} on, before {@code to}. */
    MetricReport report(KlineUpdates topic, Optional<Instant> from, Optional<Instant> to) {
        Instant first = from.orElse(Instant.EPOCH);
        Instant end = to.orElse(Instant.parse("9999-12-31T00:00:00Z"));
        Map<String, SortedMap<Instant, Set<Update>>> told = new TreeMap<>();
        long[] count = new long[1];
        Optional<Instant> begin = topic.since(first, update -> {
            for (Instant window : windows(time, update.time())) {
                if (!window.isBefore(first) && window.isBefore(end)) {
                    if (++count[0] > MOST) {
                        throw new SettingsException("Cannot verify metrics of more than " + MOST
                                + " updates at once (--from and --to choose a shorter time, --symbols fewer assets)");
                    }
                    told.computeIfAbsent(update.asset(), asset -> new TreeMap<>())
                            .computeIfAbsent(window, start -> new LinkedHashSet<>())
                            .add(update);
                }
            }
        });
        List<AssetMetrics> assets = new ArrayList<>();
        for (Asset asset : metrics.candles().assets(topic.names())) {
            SortedMap<Instant, Set<Update>> windows = told.getOrDefault(asset.name(), new TreeMap<>());
            assets.add(new Check(asset, windows, begin).between(first, end));
        }
        boolean equal = assets.stream()
                                .mapToLong(one -> one.windows() - one.beyond() + one.candles())
                                .sum()
                        > 0
                && assets.stream().allMatch(one -> one.missing() + one.differing() == 0);
        return new MetricReport(equal, assets, differences.lines());
    }

    /** When the windows begin that hold a moment, in epoch milliseconds, latest first. */
    static List<Instant> windows(SlidingWindows time, long moment) {
        return Stream.iterate(
                        Math.floorDiv(moment, time.slideMillis()) * time.slideMillis(),
                        start -> start + time.lengthMillis() > moment,
                        start -> start - time.slideMillis())
                .map(Instant::ofEpochMilli)
                .toList();
    }

    /** Of one asset. */
    private final class Check {
        private final Asset asset;
        private final SortedMap<Instant, Set<Update>> told;
        /** When the topic begins, where it does not hold all; of windows before it is not all known. */
        private final Optional<Instant> begin;
        /** Of what is stored later than this the topic may have told since it was read. */
        private final Instant newest;

        private long windows;
        private long missing;
        private long differing;
        private long beyond;
        private long asCandles;

        Check(Asset asset, SortedMap<Instant, Set<Update>> told, Optional<Instant> begin) {
            this.asset = asset;
            this.told = told;
            this.begin = begin;
            this.newest = told.isEmpty() ? Instant.MAX : told.lastKey();
        }

        AssetMetrics between(Instant first, Instant end) {
            // Those that are windows too.
            Map<Instant, StoredRow> closed = asset.interval().equals(time.code())
                    ? metrics.closed(asset, CANDLE, first, end.minusMillis(1))
                    : Map.of();
            for (StoredRow row : metrics.rows("asset_name", asset.name(), time.code(), first, "<", end)) {
                check(row, closed);
            }
            told.keySet().forEach(window -> {
                missing++;
                windows++;
                note(window, "has no metrics");
            });
            return new AssetMetrics(asset.name(), windows, missing, differing, asCandles, beyond);
        }

        private void check(StoredRow row, Map<Instant, StoredRow> closed) {
            Instant window = AssetTable.openTime(row);
            Set<Update> updates = told.remove(window);
            List<String> wrong = new ArrayList<>();
            windows++;
            if (begin.filter(window::isBefore).isPresent() || (updates == null && window.isAfter(newest))) {
                beyond++;
            } else if (updates == null) {
                wrong.add("has metrics, and the topic has no update of it");
            } else {
                new UpdateMetrics(updates).compare(row, wrong);
            }
            StoredRow candle = closed.get(window);
            if (candle != null) {
                asCandles++;
                compare(candle, row, wrong);
            }
            if (!wrong.isEmpty()) {
                differing++;
                note(window, String.join("; ", wrong));
            }
        }

        /** The candle's own numbers are doubles in one store, and exact in the other. */
        private void compare(StoredRow candle, StoredRow row, List<String> wrong) {
            same(candle, "close", row, "current_price", wrong);
            same(candle, "quote_volume", row, "total_usdt_volume", wrong);
            if (real(row, "min_price") < real(candle, "low")) {
                wrong.add("min_price is below the low of the candle, " + real(candle, "low"));
            }
            if (real(row, "max_price") > real(candle, "high")) {
                wrong.add("max_price is above the high of the candle, " + real(candle, "high"));
            }
        }

        private static void same(StoredRow candle, String of, StoredRow row, String column, List<String> wrong) {
            if (real(candle, of) != real(row, column)) {
                wrong.add(column + " is " + row.value(column) + ", " + of + " of the candle " + candle.value(of));
            }
        }

        private void note(Instant window, String what) {
            differences.accept(asset.name() + "  " + window + "  " + what);
        }
    }

    private static double real(StoredRow row, String column) {
        return row.value(column) instanceof Number number
                ? new BigDecimal(number.toString()).doubleValue()
                : Double.NaN;
    }
}
