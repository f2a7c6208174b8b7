package io.candlestream.dashboard.candle;

import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The intervals that can be drawn of a table: its own, and the larger ones that its candles fill without remainder. */
public record IntervalChoices(Interval table) {
    private static final List<Interval> LARGER = List.of(
            Interval.MINUTE_1, Interval.MINUTE_5, Interval.MINUTE_15, Interval.HOUR_1, Interval.HOUR_4, Interval.DAY_1);

    /** All of them, the table's own first. */
    public List<Interval> all() {
        List<Interval> choices = new ArrayList<>(List.of(table));
        LARGER.stream()
                .filter(larger -> length(larger) > length(table) && length(larger) % length(table) == 0)
                .forEach(choices::add);
        return choices;
    }

    /** The one of them that has this code. */
    public Optional<Interval> ofCode(String code) {
        return all().stream().filter(interval -> interval.code().equals(code)).findFirst();
    }

    /** How many candles of the table fill one of {@code interval}. */
    public int ratio(Interval interval) {
        return Math.toIntExact(length(interval) / length(table));
    }

    /** Of the epoch's first one; exact for all that can be larger than another. */
    private static long length(Interval interval) {
        long open = interval.openOf(0);
        return interval.endOf(open) - open;
    }
}
