package io.candlestream.tools.candles;

import io.candlestream.derive.features.Feature;
import io.candlestream.derive.features.FeatureWindow;
import io.candlestream.minutes.MinuteCandle;
import io.candlestream.minutes.MinuteFeatures;
import io.candlestream.minutes.MinuteFiles;
import io.candlestream.minutes.MinutePlace;
import io.candlestream.minutes.S3Address;
import io.candlestream.runtime.number.ShortestDecimal;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The closed candles of the table as Parquet files, one a minute, beside what is there. */
final class MinuteExport {
    /** Read at once, of every asset. */
    private static final Duration STEP = Duration.ofHours(1);

    private static final int AT_ONCE = 8;

    private final MinuteFiles files;
    private final Features features;
    private final Map<String, FeatureWindow> windows = new HashMap<>();
    private long candles;
    private long changed;

    /** Whether the features are computed of the candles and written beside them. */
    enum Features {
        WANTED,
        LEFT_OUT
    }

    private MinuteExport(MinuteFiles files, Features features) {
        this.files = files;
        this.features = features;
    }

    /**
     * An export into {@code place}.
     *
     * @throws SettingsException when it is no place for such files
     */
    static MinuteExport to(String place, Settings settings, Features features) {
        MinutePlace wanted = new MinutePlace(place);
        return wanted.open(() -> S3Address.of(settings, "s3."))
                .map(folder -> new MinuteExport(new MinuteFiles(folder, AT_ONCE), features))
                .orElseThrow(
                        () -> new SettingsException("Cannot export to " + place + ": a folder or s3://bucket/prefix is"
                                + " needed (the consumer's sink minutes writes to hdfs:// too)"));
    }

    /** Writes those that open from {@code from} on, before {@code to}, and says what was written. */
    String write(Settings settings, StoredSink sink, List<String> names, Instant from, Instant to) {
        try (files) {
            files.check();
            int assets = AssetTable.read(settings, sink, table -> {
                List<Asset> wanted = table.assets(names);
                write(table, wanted, from, to);
                return wanted.size();
            });
            return String.format(Locale.ROOT, "%,d candles", candles)
                    + (assets == 1 ? "" : " of " + assets + " assets")
                    + String.format(Locale.ROOT, ", which changed %,d files, to ", changed)
                    + files.at();
        } catch (IOException e) {
            throw new FatalException("Cannot write to " + files.at() + ": " + e.getMessage(), e);
        }
    }

    private void write(AssetTable table, List<Asset> assets, Instant from, Instant to) {
        List<Span> closed =
                assets.stream().flatMap(asset -> table.closed(asset).stream()).toList();
        Instant first = closed.stream().map(Span::first).min(Instant::compareTo).orElse(to);
        Instant last = closed.stream().map(Span::last).max(Instant::compareTo).orElse(from);
        Instant end = last.isBefore(to) ? last.plusMillis(1) : to;
        Instant start = first.isAfter(from) ? first : from;
        if (features == Features.WANTED) {
            assets.forEach(asset -> windows.put(asset.name(), window(table, asset, start)));
        }
        for (Instant begin = start; begin.isBefore(end); begin = begin.plus(STEP)) {
            Instant until = begin.plus(STEP).isBefore(end) ? begin.plus(STEP) : end;
            List<MinuteCandle> some = new ArrayList<>();
            List<MinuteFeatures> made = new ArrayList<>();
            for (Asset asset : assets) {
                for (StoredRow row : table.versions(asset, MinuteCandle.COLUMNS, begin, until.minusMillis(1))) {
                    if (row.flag("is_closed")) {
                        some.add(MinuteCandle.of(column -> value(row.value(column)), row.number("version")));
                        if (features == Features.WANTED) {
                            made.add(made(windows.get(asset.name()), row));
                        }
                    }
                }
            }
            write(some, made);
        }
    }

    /** With the candles before {@code start} that count. */
    private static FeatureWindow window(AssetTable table, Asset asset, Instant start) {
        Interval interval = FeatureRows.intervalOf(table, asset);
        FeatureWindow window = new FeatureWindow(interval::endOf, open -> interval.shifted(open, -Feature.WARM_UP));
        Instant begin = FeatureRows.begin(interval, start);
        for (StoredRow row : table.versions(asset, MinuteCandle.COLUMNS, begin, start.minusMillis(1))) {
            if (row.flag("is_closed")) {
                add(window, row);
            }
        }
        return window;
    }

    private static void add(FeatureWindow window, StoredRow row) {
        window.add(
                AssetTable.openTime(row).toEpochMilli(),
                row.real("high"),
                row.real("low"),
                row.real("close"),
                row.real("volume"),
                row.real("quote_volume"),
                row.real("taker_buy_volume"),
                0, // when they were known has no place in the files
                row.number("version"));
    }

    private static MinuteFeatures made(FeatureWindow window, StoredRow row) {
        add(window, row);
        FeatureWindow.Row made = window.last();
        Map<String, Object> values = new HashMap<>();
        made.values().forEach((feature, value) -> values.put(feature.column(), value));
        List.of("symbol", "interval", "timestamp").forEach(column -> values.put(column, row.value(column)));
        return MinuteFeatures.of(values::get, made.version());
    }

    private void write(List<MinuteCandle> some, List<MinuteFeatures> made) {
        try {
            changed += files.write(some, made);
            candles += some.size();
        } catch (IOException e) {
            throw new FatalException("Cannot write " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot write to " + files.at() + ": interrupted", e);
        }
    }

    /** As the consumer's sink has it, which need not know of the table's types. */
    private static Object value(Object stored) {
        if (stored instanceof Double number) {
            return ShortestDecimal.of(number);
        } else if (stored instanceof Integer number) {
            return number.longValue();
        }
        return "".equals(stored) ? null : stored;
    }
}
