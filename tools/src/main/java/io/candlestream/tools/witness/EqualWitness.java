package io.candlestream.tools.witness;

import java.util.Iterator;
import java.util.Optional;

/** Two sources of the same candles, side by side, both oldest first: each has to have every candle of the other, with its values. */
final class EqualWitness {
    private EqualWitness() {}

    static void run(Iterator<ToldCandle> ones, Iterator<ToldCandle> others, Testimonies.Pair pair) {
        Optional<ToldCandle> one = next(ones);
        Optional<ToldCandle> other = next(others);
        while (one.isPresent() || other.isPresent()) {
            long open = one.map(ToldCandle::openTime).orElse(Long.MAX_VALUE);
            long otherOpen = other.map(ToldCandle::openTime).orElse(Long.MAX_VALUE);
            if (open == otherOpen) {
                pair.compare(MadeCandle.of(one.orElseThrow()), other.orElseThrow());
            } else if (open < otherOpen) {
                pair.absent(open, "there", "absent");
            } else {
                pair.absent(otherOpen, "absent", "there");
            }
            one = open <= otherOpen ? next(ones) : one;
            other = otherOpen <= open ? next(others) : other;
        }
        pair.end();
    }

    private static Optional<ToldCandle> next(Iterator<ToldCandle> candles) {
        return candles.hasNext() ? Optional.of(candles.next()) : Optional.empty();
    }
}
