package io.candlestream.producer.gap;

import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of a gap while {@link Healer} asks for it: the stretches that the exchange has and those that it has not. */
final class Verdicts {
    private final Gap gap;
    private final Interval interval;
    private final List<Stretch> stretches = new ArrayList<>();
    private long end;
    private int healed;
    private int empty;
    private int refused;

    Verdicts(Gap gap, Interval interval) {
        this.gap = gap;
        this.interval = interval;
        this.end = gap.from();
    }

    /** Judges the candles up to {@code to}: of them, the exchange has those that open at {@code openTimes}. */
    void add(long to, Set<Long> openTimes) {
        while (end < to) {
            State state = openTimes.contains(end) ? State.HEALED : State.EMPTY;
            healed += state == State.HEALED ? 1 : 0;
            empty += state == State.EMPTY ? 1 : 0;
            int last = stretches.size() - 1;
            if (last >= 0 && stretches.get(last).state() == state) {
                stretches.set(last, new Stretch(stretches.get(last).from(), interval.endOf(end), state));
            } else {
                stretches.add(new Stretch(end, interval.endOf(end), state));
            }
            end = interval.endOf(end);
        }
    }

    /** Counts candles that the exchange told and that cannot be; they have no place among the open times. */
    void refuse(int candles) {
        refused += candles;
    }

    int refused() {
        return refused;
    }

    /** The first candle that is not judged yet, by its open time. */
    long end() {
        return end;
    }

    int healed() {
        return healed;
    }

    int empty() {
        return empty;
    }

    /** In how many stretches the exchange has no candles from {@code from} on. */
    long emptyFrom(long from) {
        return stretches.stream()
                .filter(stretch -> stretch.state() == State.EMPTY && stretch.to() > from)
                .count();
    }

    List<GapReport> reports(long at) {
        return stretches.stream()
                .map(stretch -> new GapReport(gap.between(stretch.from(), stretch.to()), stretch.state(), at))
                .toList();
    }

    private record Stretch(long from, long to, State state) {}
}
