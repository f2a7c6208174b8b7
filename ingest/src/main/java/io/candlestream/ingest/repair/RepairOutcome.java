package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.EventHistory.Range;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of a gap while {@link GapRepairer} asks for it: the ranges that the exchange has and those that it has not. */
final class RepairOutcome {
    private final Gap gap;
    private final List<Range> ranges = new ArrayList<>();
    private long end;
    private int healed;
    private int empty;
    private int refused;

    RepairOutcome(Gap gap) {
        this.gap = gap;
        this.end = gap.from();
    }

    void add(List<Range> next) {
        next.forEach(this::add);
    }

    /** Adds the next range, which begins where the one before it ends. */
    void add(Range next) {
        healed += next.found() ? next.places() : 0;
        empty += next.found() ? 0 : next.places();
        end = next.to();
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).found() == next.found()) {
            ranges.set(last, ranges.get(last).joinedWith(next));
        } else {
            ranges.add(next);
        }
    }

    /** Counts events that the exchange told and that cannot be; they are in no range that was found. */
    void refuse(int events) {
        refused += events;
    }

    int refused() {
        return refused;
    }

    long end() {
        return end;
    }

    Gap rest() {
        Optional<Gap.Times> times = gap.times()
                .flatMap(all ->
                        ranges.get(ranges.size() - 1).times().map(known -> new Gap.Times(known.to() - 1, all.to())));
        return gap.within(new Range(end, gap.to(), false, 0, times));
    }

    int healed() {
        return healed;
    }

    int empty() {
        return empty;
    }

    /** In how many ranges the exchange has no events from {@code from} on. */
    long emptyFrom(long from) {
        return ranges.stream()
                .filter(range -> !range.found() && range.to() > from)
                .count();
    }

    /** @param now epoch milliseconds, as {@link Gap#outcomeAt} takes it */
    List<GapReport> reports(long now) {
        long at = gap.outcomeAt(now);
        return ranges.stream()
                .map(range -> new GapReport(gap.within(range), range.found() ? State.HEALED : State.EMPTY, at))
                .toList();
    }
}
