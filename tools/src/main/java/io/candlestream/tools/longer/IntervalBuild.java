package io.candlestream.tools.longer;

import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.history.LookAhead;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Makes the candles of one interval and asset of shorter ones, which come oldest first: each for which every shorter one is there. Where one
 * is missing none is made, and a line says so.
 */
final class IntervalBuild {
    /** Lines of an asset and interval. */
    private static final int NAMED = 20;

    private final Asset asset;
    private final Interval parts;
    private final Interval interval;
    private final long from;
    private final long to;
    private final LookAhead<StoredRow> stored;
    private final LongerTable table;
    private final Consumer<String> notes;
    private LongerCandle candle;
    private long made;
    private long before;
    private long missing;
    private long gapFrom;
    private long gapTo = Long.MIN_VALUE;
    private long gapParts;
    private int named;

    /**
     * @param parts the interval of the shorter ones
     * @param from where the first longer one may open, epoch milliseconds; the last one ends by {@code to}
     * @param stored what the table has of them, with versions
     * @param notes gets a line about each stretch of which none are made
     */
    IntervalBuild(
            Asset asset,
            Interval parts,
            long from,
            long to,
            Iterator<StoredRow> stored,
            LongerTable table,
            Consumer<String> notes) {
        this.asset = asset;
        this.parts = parts;
        this.interval = table.interval();
        long slot = interval.openOf(from);
        this.from = slot < from ? interval.endOf(slot) : slot;
        this.to = to;
        this.stored = LookAhead.of(stored);
        this.table = table;
        this.notes = notes;
        this.candle = new LongerCandle(this.from);
    }

    /** The next shorter one; one off the grid is none of the parts that a candle needs. */
    void take(long open, LongerCandle.Part part) {
        if (open < from || !parts.opensAt(open)) {
            return;
        }
        while (open >= interval.endOf(candle.openTime())) {
            close();
        }
        candle.add(part);
    }

    /** Ends the candle, and begins the one behind it. */
    private void close() {
        long open = candle.openTime();
        long end = interval.endOf(open);
        long wanted = parts.slots(open, end);
        if (end <= to) {
            if (candle.parts() == wanted && candle.isWhole()) {
                endGap();
                write();
            } else {
                gap(open, end, wanted - candle.parts());
            }
        }
        candle = new LongerCandle(end);
    }

    private void write() {
        while (stored.peek().filter(row -> open(row) < candle.openTime()).isPresent()) {
            stored.next();
        }
        boolean known = stored.peek()
                .filter(row -> open(row) == candle.openTime() && row.number("version") >= candle.version())
                .isPresent();
        if (known) {
            before++;
        } else {
            made++;
            table.write(asset, candle);
        }
    }

    private static long open(StoredRow row) {
        return AssetTable.openTime(row).toEpochMilli();
    }

    private void gap(long open, long end, long lacking) {
        if (open != gapTo) {
            endGap();
            gapFrom = open;
        }
        gapTo = end;
        gapParts += lacking;
        missing++;
    }

    private void endGap() {
        if (gapParts > 0 && named < NAMED) {
            named++;
            notes.accept("not made  " + asset.name() + "  " + interval.code() + "  " + Instant.ofEpochMilli(gapFrom)
                    + " to " + Instant.ofEpochMilli(gapTo) + ": " + gapParts + " candles of " + parts.code()
                    + " are not stored");
        } else if (gapParts > 0 && named == NAMED) {
            named++;
            notes.accept("not made  " + asset.name() + "  " + interval.code() + "  and more from "
                    + Instant.ofEpochMilli(gapFrom) + " on");
        }
        gapParts = 0;
    }

    /** All have come, and are stored when this returns. */
    void end() {
        while (interval.endOf(candle.openTime()) <= to) {
            close();
        }
        endGap();
        table.into().flush();
    }

    /** How many were written. */
    long made() {
        return made;
    }

    /** How many were there, of the exchange or as they would have been made. */
    long before() {
        return before;
    }

    /** How many could not be made. */
    long missing() {
        return missing;
    }
}
