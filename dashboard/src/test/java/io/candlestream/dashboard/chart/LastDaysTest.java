package io.candlestream.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartGap.State;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.schema.DayStatus;
import io.candlestream.schema.Interval;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class LastDaysTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z

    private final MemoryStore store = new MemoryStore();

    private void fill(int day, int from, int to) {
        for (int hour = from; hour < to; hour++) {
            store.put("bitcoin", TestCandle.of(START + day * DAY + hour * HOUR, 1, 2, 1, 2, 1, 1, true));
        }
    }

    private SortedMap<Long, DayStatus> days(Interval interval) {
        return new ChartPages(store, new IntervalChoices(interval))
                .days("bitcoin")
                .orElseThrow();
    }

    private static ChartGap gap(int day, int from, int to, State state) {
        return new ChartGap(START + day * DAY + from * HOUR, START + day * DAY + to * HOUR, state);
    }

    @Test
    void aDayIsWhatIsKnownOfItsCandles() {
        fill(0, 0, 24);
        fill(1, 0, 20);
        fill(2, 0, 24);
        fill(3, 0, 23);
        fill(4, 0, 20);
        // nothing of the fifth
        fill(6, 0, 22);
        fill(7, 0, 3);
        store.note("bitcoin", gap(1, 20, 24, State.EMPTY), gap(2, 5, 7, State.HEALED), gap(6, 22, 23, State.OPEN));
        store.certify(START + 4 * DAY);

        assertThat(days(Interval.HOUR_1))
                .containsExactly(
                        entry(START, DayStatus.WHOLE),
                        entry(START + DAY, DayStatus.WHOLE),
                        entry(START + 2 * DAY, DayStatus.HEALED),
                        entry(START + 3 * DAY, DayStatus.HOLE),
                        entry(START + 4 * DAY, DayStatus.CERTIFIED),
                        entry(START + 5 * DAY, DayStatus.NO_DATA),
                        entry(START + 6 * DAY, DayStatus.HOLE));
    }

    @Test
    void aCandleThatCameInAnEmptyStretchHidesNoHole() {
        fill(0, 0, 10);
        fill(0, 12, 24); // of these two are in the stretch that was noted as empty
        fill(1, 0, 20);
        fill(2, 0, 1);
        store.note("bitcoin", gap(0, 12, 14, State.EMPTY), gap(1, 20, 23, State.EMPTY), gap(1, 22, 24, State.EMPTY));

        assertThat(days(Interval.HOUR_1))
                .containsExactly(entry(START, DayStatus.HOLE), entry(START + DAY, DayStatus.WHOLE));
    }

    @Test
    void theNewestDaysAlone() {
        for (int day = 0; day <= 100; day++) {
            fill(day, 0, 24);
        }

        assertThat(days(Interval.HOUR_1)).hasSize(LastDays.MOST).containsKey(START + 99 * DAY);
        assertThat(days(Interval.SECOND_1))
                .as("counting a day of seconds is work enough")
                .hasSize(1);
        assertThat(days(Interval.WEEK_1)).isEmpty();
    }

    @Test
    void noDayHasEndedYet() {
        fill(0, 0, 5);

        assertThat(days(Interval.HOUR_1)).isEmpty();
        assertThat(new ChartPages(store, new IntervalChoices(Interval.HOUR_1)).days("dogecoin"))
                .isEmpty();
    }
}
