package io.candlestream.tools.verify;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds the slots of the grid for which the exchange tells no candle, between the range's begin and its last candle. */
final class ExchangeGaps {
    private static final int KEPT = 100;

    private final Interval interval;
    private final List<Hole> first = new ArrayList<>();
    private long ranges;
    private long slots;
    private long next;

    ExchangeGaps(Interval interval, long from) {
        this.interval = interval;
        begin(from);
    }

    /** No slot before {@code from} is looked at any more. */
    void begin(long from) {
        next = interval.openOf(from) < from ? interval.endOf(interval.openOf(from)) : from;
    }

    /** The exchange's next candle; the slot in which one opens off the grid is not missing. */
    void take(long open) {
        long missing = 0;
        long from = next;
        long slot = interval.opensAt(open) ? open : interval.openOf(open);
        while (next < slot) {
            missing++;
            next = interval.endOf(next);
        }
        if (missing > 0) {
            ranges++;
            slots += missing;
            if (first.size() < KEPT) {
                first.add(new Hole(from, slot, missing));
            }
        }
        next = interval.endOf(slot);
    }

    /** The oldest of them. */
    List<Hole> first() {
        return first;
    }

    long ranges() {
        return ranges;
    }

    long slots() {
        return slots;
    }

    /**
     * Slots in a row that the exchange itself has no candle for.
     *
     * @param from open time of the first of them, epoch milliseconds
     * @param to begin of the slot of the candle after them
     */
    record Hole(long from, long to, long slots) {
        /** Whether {@code noted}, oldest first, hold every slot of it. */
        boolean isWithin(List<Span> noted) {
            long covered = from;
            for (Span span : noted) {
                covered = span.first().toEpochMilli() <= covered
                        ? Math.max(covered, span.last().toEpochMilli())
                        : covered;
            }
            return covered >= to;
        }
    }
}
