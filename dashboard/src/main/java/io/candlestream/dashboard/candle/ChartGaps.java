package io.candlestream.dashboard.candle;

import io.candlestream.dashboard.candle.ChartGap.State;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The gaps of one asset, oldest first; no two overlap, and neighbours differ in their state. */
public record ChartGaps(List<ChartGap> all) {
    public static final ChartGaps NONE = new ChartGaps(List.of());

    public ChartGaps {
        all = List.copyOf(all);
    }

    /** What {@code noted} says of each slot, in as few gaps as can be. */
    public static ChartGaps merged(Collection<ChartGap> noted) {
        long[] cuts = noted.stream()
                .flatMapToLong(gap -> LongStream.of(gap.from(), gap.to()))
                .sorted()
                .distinct()
                .toArray();
        List<ChartGap> merged = new ArrayList<>();
        for (int i = 1; i < cuts.length; i++) {
            long from = cuts[i - 1];
            long to = cuts[i];
            stateOf(from, noted).ifPresent(state -> append(new ChartGap(from, to, state), merged));
        }
        return new ChartGaps(merged);
    }

    private static Optional<State> stateOf(long slot, Collection<ChartGap> noted) {
        return noted.stream()
                .filter(gap -> gap.from() <= slot && slot < gap.to())
                .map(ChartGap::state)
                .max(Comparator.naturalOrder());
    }

    private static void append(ChartGap gap, List<ChartGap> merged) {
        int last = merged.size() - 1;
        boolean joins = last >= 0
                && merged.get(last).to() == gap.from()
                && merged.get(last).state() == gap.state();
        if (joins) {
            merged.set(last, new ChartGap(merged.get(last).from(), gap.to(), gap.state()));
        } else {
            merged.add(gap);
        }
    }

    /** How many slots from {@code from} until before {@code to} the exchange confirmed as empty. */
    public long emptySlots(Interval interval, long from, long to) {
        return all.stream()
                .filter(gap -> gap.state() == State.EMPTY)
                .mapToLong(gap -> interval.slots(Math.max(from, gap.from()), Math.min(to, gap.to())))
                .sum();
    }
}
