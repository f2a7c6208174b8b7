package io.candlestream.tools.verify;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.verify.TableComparison.Span;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Walks along an asset's rows and the exchange's candles side by side, both oldest first, neither wholly in memory. */
final class AssetCheck {
    private static final int KEPT = 20;

    private final Asset subject;
    private final Span range;
    private final CandleColumns columns;
    private final List<Difference> differences;
    private final TradeIdCheck chain;
    private final ExchangeGaps holes;
    private final SortedMap<String, Long> differingByColumn = new TreeMap<>();
    private long expected;
    private long stored;
    private long missing;
    private long extra;
    private long differing;
    private long chainBreaks;

    /**
     * @param range from the begin of what is compared to its end
     * @param differences takes the first ones, of all assets together
     */
    AssetCheck(Asset subject, Span range, Interval interval, CandleColumns columns, List<Difference> differences) {
        this.subject = subject;
        this.range = range;
        this.columns = columns;
        this.differences = differences;
        this.chain = new TradeIdCheck(interval);
        this.holes = new ExchangeGaps(interval, range.first());
    }

    /** Compares one stretch of the range; those of several come in the order of time. */
    void run(Span stretch, Iterator<Candle> candles, Iterator<StoredRow> rows) {
        holes.begin(stretch.first());
        boolean moreFollow = stretch.last() < range.last();
        Optional<Candle> candle = next(candles);
        Optional<StoredRow> row = read(rows);
        while (candle.isPresent() || row.isPresent()) {
            long open = candle.map(Candle::openTime).orElse(Long.MAX_VALUE);
            long rowOpen = row.map(AssetCheck::openTime).orElse(Long.MAX_VALUE);
            if (open == rowOpen) {
                compare(candle.orElseThrow(), row.orElseThrow());
            } else if (open < rowOpen) {
                missing++;
                note("missing", open);
            } else {
                unknown(row.orElseThrow(), candle.isPresent() || moreFollow);
            }
            candle = open <= rowOpen ? next(candles) : candle;
            row = rowOpen <= open ? read(rows) : row;
        }
    }

    private Optional<Candle> next(Iterator<Candle> candles) {
        if (!candles.hasNext()) {
            return Optional.empty();
        }
        Candle candle = candles.next();
        expected++;
        holes.take(candle.openTime());
        return Optional.of(candle);
    }

    private Optional<StoredRow> read(Iterator<StoredRow> rows) {
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        StoredRow row = rows.next();
        stored++;
        chain.take(row).ifPresent(broken -> {
            chainBreaks++;
            note("trade-ids", openTime(row), broken);
        });
        return Optional.of(row);
    }

    private void compare(Candle candle, StoredRow row) {
        var values = columns.differing(candle, row);
        if (!values.isEmpty()) {
            differing++;
        }
        for (CandleColumns.Value value : values) {
            differingByColumn.merge(value.column(), 1L, Long::sum);
            note("value", candle.openTime(), value);
        }
    }

    /** An open row behind the exchange's last closed candle is the candle of this moment. */
    private void unknown(StoredRow row, boolean moreCandles) {
        boolean future = AssetTable.isFromTheFuture(row);
        if (!moreCandles && !row.flag("is_closed") && !future) {
            stored--;
            return;
        }
        extra++;
        note(future ? "future" : "extra", openTime(row));
    }

    /** A row behind all that is compared: it counts where it opens long after it was collected. */
    void behind(StoredRow row) {
        if (AssetTable.isFromTheFuture(row)) {
            stored++;
            unknown(row, false);
        }
    }

    private void note(String kind, long open) {
        note(kind, open, new CandleColumns.Value("", "", ""));
    }

    /** The first differences are kept, the others only counted. */
    private void note(String kind, long open, CandleColumns.Value value) {
        if (differences.size() < KEPT) {
            differences.add(new Difference(
                    kind,
                    subject.name(),
                    subject.symbol(),
                    time(open),
                    value.column(),
                    value.stored(),
                    value.expected()));
        }
    }

    /** @param empty what the table of gaps notes as confirmed empty, oldest first */
    AssetReport report(Supplier<List<AssetTable.Span>> empty) {
        List<AssetTable.Span> noted = holes.first().isEmpty() ? List.of() : empty.get();
        return new AssetReport(
                subject.name(),
                subject.symbol(),
                time(range.first()),
                time(range.last()),
                expected,
                stored,
                missing,
                extra,
                differing,
                differingByColumn,
                chainBreaks,
                chain.brokenAtHoles(),
                holes.slots(),
                holes.ranges(),
                holes.first().stream()
                        .map(hole -> new AssetReport.HoleReport(
                                time(hole.from()), time(hole.to()), hole.slots(), hole.isWithin(noted)))
                        .toList());
    }

    private static long openTime(StoredRow row) {
        return AssetTable.openTime(row).toEpochMilli();
    }

    private static String time(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli).toString();
    }
}
