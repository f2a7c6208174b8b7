package io.candlestream.tools.candles;

import io.candlestream.minutes.MinuteCandle;
import io.candlestream.minutes.MinuteFiles;
import io.candlestream.minutes.MinutePlace;
import io.candlestream.minutes.S3Address;
import io.candlestream.runtime.number.ShortestDecimal;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The closed candles of the table as Parquet files, one a minute, beside what is there. */
final class MinuteExport {
    /** Read at once, of every asset. */
    private static final Duration STEP = Duration.ofHours(1);

    private static final int AT_ONCE = 8;

    private final MinuteFiles files;
    private long candles;
    private long changed;

    private MinuteExport(MinuteFiles files) {
        this.files = files;
    }

    /**
     * An export into {@code place}.
     *
     * @throws SettingsException when it is no place for such files
     */
    static MinuteExport to(String place, Settings settings) {
        MinutePlace wanted = new MinutePlace(place);
        return wanted.open(() -> S3Address.of(settings, "s3."))
                .map(folder -> new MinuteExport(new MinuteFiles(folder, AT_ONCE)))
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
        for (Instant begin = first.isAfter(from) ? first : from; begin.isBefore(end); begin = begin.plus(STEP)) {
            Instant until = begin.plus(STEP).isBefore(end) ? begin.plus(STEP) : end;
            List<MinuteCandle> some = new ArrayList<>();
            for (Asset asset : assets) {
                for (StoredRow row : table.versions(asset, MinuteCandle.COLUMNS, begin, until.minusMillis(1))) {
                    if (row.flag("is_closed")) {
                        some.add(MinuteCandle.of(column -> value(row.value(column)), row.number("version")));
                    }
                }
            }
            write(some);
        }
    }

    private void write(List<MinuteCandle> some) {
        try {
            changed += files.write(some);
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
