package io.candlestream.tools.list;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable.Span;
import java.util.List;

/** How many candles of an interval there can be. */
record Grid(Interval interval) {
    /** The slots from the open time {@code first} to the open time {@code last}, both included. */
    long slots(long first, long last) {
        if (last < first) {
            return 0;
        }
        if (interval != Interval.MONTH_1) {
            return (last - first) / (interval.endOf(first) - first) + 1;
        }
        long slots = 0;
        for (long open = first; open <= last; open = interval.endOf(open)) {
            slots++;
        }
        return slots;
    }

    /** The slots of {@code ranges} that lie between the open times, each once however many ranges it is in. */
    long within(List<Span> ranges, long first, long last) {
        long slots = 0;
        long covered = first;
        for (Span range : ranges) {
            long from = Math.max(covered, range.first().toEpochMilli());
            long end = Math.min(range.last().toEpochMilli(), interval.endOf(last));
            if (from < end) {
                slots += slots(from, interval.openOf(end - 1));
                covered = end;
            }
        }
        return slots;
    }
}
