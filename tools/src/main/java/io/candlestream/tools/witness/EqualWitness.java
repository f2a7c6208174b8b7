package io.candlestream.tools.witness;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Iterator;
import java.util.Optional;

/**
 * Two sources of the same candles, side by side, both oldest first: each has to have every candle of the other, with its values. The first one
 * has its candles from files: of a month of which it has none it says nothing.
 */
final class EqualWitness {
    private EqualWitness() {}

    static void run(Iterator<ToldCandle> ones, Iterator<ToldCandle> others, Testimonies.Pair pair) {
        Optional<ToldCandle> one = next(ones);
        Optional<ToldCandle> other = next(others);
        long before = Long.MIN_VALUE;
        while (one.isPresent() || other.isPresent()) {
            long open = one.map(ToldCandle::openTime).orElse(Long.MAX_VALUE);
            long otherOpen = other.map(ToldCandle::openTime).orElse(Long.MAX_VALUE);
            if (open == otherOpen) {
                pair.compare(MadeCandle.of(one.orElseThrow()), other.orElseThrow());
            } else if (open < otherOpen) {
                pair.absent(open, "there", "absent");
            } else if (month(otherOpen) == before || (one.isPresent() && month(otherOpen) == month(open))) {
                pair.absent(otherOpen, "absent", "there");
            } else {
                pair.gap(otherOpen, 0, 1);
            }
            before = open <= otherOpen ? month(open) : before;
            one = open <= otherOpen ? next(ones) : one;
            other = otherOpen <= open ? next(others) : other;
        }
        pair.end();
    }

    private static long month(long open) {
        return YearMonth.from(Instant.ofEpochMilli(open).atZone(ZoneOffset.UTC)).getLong(ChronoField.PROLEPTIC_MONTH);
    }

    private static Optional<ToldCandle> next(Iterator<ToldCandle> candles) {
        return candles.hasNext() ? Optional.of(candles.next()) : Optional.empty();
    }
}
