package io.candlestream.tools.witness;

import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.Optional;

/**
 * Short candles, summed, against long ones, both oldest first and neither wholly in memory: of each long candle for which every short one
 * is there. Of the others it says so.
 *
 * @param parts the interval of the short ones
 * @param from no long candle before it is looked at, epoch milliseconds; none that ends behind {@code to}
 */
record SumWitness(Interval parts, Interval interval, long from, long to) {
    void run(Iterator<ToldCandle> shorts, Iterator<ToldCandle> longs, Testimonies.Pair pair) {
        Optional<ToldCandle> part = next(shorts);
        Optional<ToldCandle> told = next(longs);
        while (part.isPresent() || told.isPresent()) {
            long open = Math.min(
                    part.map(one -> interval.openOf(one.openTime())).orElse(Long.MAX_VALUE),
                    told.map(ToldCandle::openTime).orElse(Long.MAX_VALUE));
            long end = interval.endOf(open);
            MadeCandle made = new MadeCandle(open);
            long have = 0;
            while (part.isPresent() && part.get().openTime() < end) {
                made.add(part.get());
                have += parts.opensAt(part.get().openTime()) ? 1 : 0;
                part = next(shorts);
            }
            boolean there = told.isPresent() && told.get().openTime() == open;
            if (open >= from && end <= to) {
                judge(pair, made, have, there ? told : Optional.empty());
            }
            told = there ? next(longs) : told;
        }
        pair.end();
    }

    private void judge(Testimonies.Pair pair, MadeCandle made, long have, Optional<ToldCandle> told) {
        long open = made.openTime();
        long want = parts.slots(open, interval.endOf(open));
        if (have < want) {
            pair.gap(open, have, want);
        } else if (told.isPresent()) {
            pair.compare(made, told.get());
        } else {
            pair.absent(made);
        }
    }

    private static Optional<ToldCandle> next(Iterator<ToldCandle> candles) {
        return candles.hasNext() ? Optional.of(candles.next()) : Optional.empty();
    }
}
