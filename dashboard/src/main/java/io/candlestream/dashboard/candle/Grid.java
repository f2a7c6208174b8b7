package io.candlestream.dashboard.candle;

import io.candlestream.schema.Interval;

/** Counts the slots of an interval's grid. */
record Grid(Interval interval) {
    /** How many candles can open from {@code from}, where one can, until before {@code to}; epoch milliseconds. */
    long slots(long from, long to) {
        if (to <= from) {
            return 0;
        }
        if (interval == Interval.MONTH_1) { // the only one whose candles differ in length
            return 1 + slots(interval.endOf(from), to);
        }
        long length = interval.endOf(from) - from;
        return (to - from + length - 1) / length;
    }
}
