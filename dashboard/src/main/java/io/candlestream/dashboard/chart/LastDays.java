package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartGap.State;
import io.candlestream.dashboard.candle.ChartGaps;
import io.candlestream.schema.DayStatus;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The days before that of an asset's newest candle, as {@code list --days} calls them: counted by the table, whose rows stay where they are.
 *
 * @param interval of the table
 */
record LastDays(CandleStore store, Interval interval) {
    static final int MOST = 60;

    /** So many candles are counted at most: of a table of seconds one day. */
    private static final long MOST_ROWS = 100_000;

    private static final long DAY = Duration.ofDays(1).toMillis();

    /**
     * By when the day (UTC) begins, epoch milliseconds; none of candles that are longer than a day.
     *
     * @param first when the first candle opens: the days before it are no news
     */
    SortedMap<Long, DayStatus> of(String asset, long first, ChartGaps gaps) {
        List<ChartCandle> newest = store.newest(asset, 0, Long.MAX_VALUE, 1);
        long candles = interval.slots(0, DAY);
        if (newest.isEmpty() || interval.compareTo(Interval.DAY_1) > 0) {
            return Collections.emptySortedMap();
        }
        long end = newest.get(0).openTime() / DAY * DAY;
        long begin = Math.max(first / DAY * DAY, end - Math.min(MOST, Math.max(1, MOST_ROWS / candles)) * DAY);
        Set<Long> certified = store.certifiedDays(asset, begin, end);
        SortedMap<Long, DayStatus> days = new TreeMap<>();
        for (long day = begin; day < end; day += DAY) {
            days.put(day, certified.contains(day) ? DayStatus.CERTIFIED : status(asset, day, candles, gaps));
        }
        return days;
    }

    private DayStatus status(String asset, long day, long candles, ChartGaps gaps) {
        long rows = store.closed(asset, day, day + DAY);
        return DayStatus.of(
                rows,
                candles - rows - empty(asset, day, gaps),
                touches(gaps, State.OPEN, day),
                touches(gaps, State.HEALED, day));
    }

    /** How many candles the exchange has not; one that came all the same is counted among those that are stored. */
    private long empty(String asset, long day, ChartGaps gaps) {
        long empty = 0;
        for (ChartGap gap : gaps.all()) {
            long from = Math.max(day, gap.from());
            long to = Math.min(day + DAY, gap.to());
            if (gap.state() == State.EMPTY && from < to) {
                empty += Math.max(0, interval.slots(from, to) - store.closed(asset, from, to));
            }
        }
        return empty;
    }

    private static boolean touches(ChartGaps gaps, State state, long day) {
        return gaps.all().stream().anyMatch(gap -> gap.state() == state && gap.from() < day + DAY && gap.to() > day);
    }
}
