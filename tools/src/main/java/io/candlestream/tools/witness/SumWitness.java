package io.candlestream.tools.witness;

import io.candlestream.history.LookAhead;
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
    void run(Iterator<ToldCandle> ofParts, Iterator<ToldCandle> ofInterval, Testimonies.Pair pair) {
        LookAhead<ToldCandle> shorts = LookAhead.of(ofParts);
        LookAhead<ToldCandle> longs = LookAhead.of(ofInterval);
        while (shorts.hasNext() || longs.hasNext()) {
            long open = Math.min(
                    shorts.peek().map(one -> interval.openOf(one.openTime())).orElse(Long.MAX_VALUE),
                    longs.peek().map(ToldCandle::openTime).orElse(Long.MAX_VALUE));
            long end = interval.endOf(open);
            MadeCandle made = new MadeCandle(open);
            long have = 0;
            while (shorts.peek().filter(part -> part.openTime() < end).isPresent()) {
                ToldCandle part = shorts.next();
                made.add(part);
                have += parts.opensAt(part.openTime()) ? 1 : 0;
            }
            Optional<ToldCandle> told = longs.peek().filter(candle -> candle.openTime() == open);
            if (open >= from && end <= to) {
                judge(pair, made, have, told);
            }
            if (told.isPresent()) {
                longs.next();
            }
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
}
