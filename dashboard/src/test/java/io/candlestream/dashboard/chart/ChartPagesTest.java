package io.candlestream.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChartPagesTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z

    private final MemoryStore store = new MemoryStore();
    private final ChartPages market = new ChartPages(store, new IntervalChoices(Interval.MINUTE_1));

    private void fill(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            store.put("bitcoin", TestCandle.of(START + minute * MINUTE, 1, 2, 1, 2, 1, 1, minute < minutes - 1));
        }
    }

    private List<Bar> page(Interval interval, OptionalLong to, int most) {
        return market.page("bitcoin", interval, 0, to, most).orElseThrow().bars();
    }

    @Test
    void pagesJoinWithoutOverlapOrHole() {
        fill(1000);

        List<Bar> newest = page(Interval.MINUTE_1, OptionalLong.empty(), 300);
        List<Bar> before = page(Interval.MINUTE_1, OptionalLong.of(newest.get(0).openTime()), 300);

        assertThat(newest).hasSize(300);
        assertThat(newest.get(299).openTime()).isEqualTo(START + 999 * MINUTE);
        assertThat(before).hasSize(300);
        assertThat(before.get(299).openTime()).isEqualTo(newest.get(0).openTime() - MINUTE);
    }

    @Test
    void noBarIsMadeOfAPartOfItsCandles() {
        fill(1000);

        List<Bar> bars = page(Interval.HOUR_1, OptionalLong.empty(), 3);

        assertThat(bars)
                .extracting(Bar::openTime)
                .containsExactly(START + 14 * HOUR, START + 15 * HOUR, START + 16 * HOUR);
        assertThat(bars.get(0).stored()).isEqualTo(60);
    }

    @Test
    void theEndIsMovedToTheGrid() {
        fill(1000);

        List<Bar> bars = page(Interval.HOUR_1, OptionalLong.of(START + 2 * HOUR - 1), 10);

        assertThat(bars).extracting(Bar::openTime).containsExactly(START, START + HOUR);
    }

    @Test
    void aDayCostsNoMoreRowsThanAPageMay() {
        fill(200);

        assertThat(page(Interval.DAY_1, OptionalLong.empty(), 2000)).hasSize(1);
    }

    @Test
    void anUnknownAssetHasNoPage() {
        assertThat(market.page("dogecoin", Interval.MINUTE_1, 0, OptionalLong.empty(), 10))
                .isEmpty();
        assertThat(market.gaps("dogecoin")).isEmpty();
    }
}
