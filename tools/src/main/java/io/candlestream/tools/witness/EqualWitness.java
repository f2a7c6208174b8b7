package io.candlestream.tools.witness;

import io.candlestream.history.LookAhead;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Iterator;

/**
 * Two sources of the same candles, side by side, both oldest first: each has to have every candle of the other, with its values. The first one
 * has its candles from files: of a month of which it has none it says nothing.
 */
final class EqualWitness {
    private EqualWitness() {}

    static void run(Iterator<ToldCandle> files, Iterator<ToldCandle> source, Testimonies.Pair pair) {
        LookAhead<ToldCandle> ones = LookAhead.of(files);
        LookAhead<ToldCandle> others = LookAhead.of(source);
        long before = Long.MIN_VALUE;
        while (ones.hasNext() || others.hasNext()) {
            long open = ones.peek().map(ToldCandle::openTime).orElse(Long.MAX_VALUE);
            long otherOpen = others.peek().map(ToldCandle::openTime).orElse(Long.MAX_VALUE);
            if (open == otherOpen) {
                pair.compare(
                        MadeCandle.of(ones.peek().orElseThrow()), others.peek().orElseThrow());
            } else if (open < otherOpen) {
                pair.absent(open, "there", "absent");
            } else if (month(otherOpen) == before || (ones.hasNext() && month(otherOpen) == month(open))) {
                pair.absent(otherOpen, "absent", "there");
            } else {
                pair.gap(otherOpen, 0, 1);
            }
            if (open <= otherOpen) {
                before = month(ones.next().openTime());
            }
            if (otherOpen <= open) {
                others.next();
            }
        }
        pair.end();
    }

    private static long month(long open) {
        return YearMonth.from(Instant.ofEpochMilli(open).atZone(ZoneOffset.UTC)).getLong(ChronoField.PROLEPTIC_MONTH);
    }
}
