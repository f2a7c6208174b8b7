package io.candlestream.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartTrade;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A row of the far future breaks neither the pages of its asset nor its live updates. */
class StoreUntilNowTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z
    private static final long YEAR_2200 = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private Instant now = Instant.ofEpochMilli(START + 30_000);
    private final MemoryStore table = new MemoryStore().put("bitcoin", candle(YEAR_2200));
    private final CandleStore store = new StoreUntilNow(table, Interval.MINUTE_1, Duration.ofMinutes(1), () -> now);
    private final ChartPages market = new ChartPages(store, new IntervalChoices(Interval.MINUTE_1));
    private final LiveFeeds feeds = new LiveFeeds(store, market, 1);

    private static ChartCandle candle(long openTime) {
        return TestCandle.of(openTime, 10, 12, 9, 11, 1, 1, true);
    }

    private void fill(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            table.put("bitcoin", candle(START + minute * MINUTE));
        }
        now = now.plus(Duration.ofMinutes(minutes - 1));
    }

    @Test
    void aPageEndsWithThePresent() {
        fill(300);

        assertThat(market.page("bitcoin", Interval.MINUTE_1, 0, OptionalLong.empty(), 200)
                        .orElseThrow()
                        .bars())
                .hasSize(200)
                .last()
                .extracting(Bar::openTime)
                .isEqualTo(START + 299 * MINUTE);
    }

    @Test
    void whoWatchesIsToldOfThePresent() throws InterruptedException {
        fill(3);
        Viewer viewer = feeds.open("bitcoin", Interval.MINUTE_1).orElseThrow();
        feeds.refresh();
        viewer.news(Duration.ZERO);

        fill(4);
        feeds.refresh();

        assertThat(viewer.news(Duration.ZERO).bars())
                .last()
                .extracting(Bar::openTime)
                .isEqualTo(START + 3 * MINUTE);
    }

    @Test
    void aClockThatIsALittleAheadHidesNothing() {
        fill(10);
        now = Instant.ofEpochMilli(START + 8 * MINUTE);

        assertThat(store.newest("bitcoin", 0, Long.MAX_VALUE, 1)).containsExactly(candle(START + 9 * MINUTE));
    }

    @Test
    void tradesAreLookedForInThePresent() {
        ChartTrade past = new ChartTrade(1, START, BigDecimal.ONE, BigDecimal.TEN, true);
        table.trade("BTCUSDT", past, new ChartTrade(2, YEAR_2200, BigDecimal.ONE, BigDecimal.TEN, true));

        assertThat(store.trades("BTCUSDT", Long.MAX_VALUE, 10)).containsExactly(past);
    }

    @Test
    void anAssetWithNothingElseHasAnEmptyPage() {
        assertThat(market.page("bitcoin", Interval.MINUTE_1, 0, OptionalLong.empty(), 200)
                        .orElseThrow()
                        .bars())
                .isEmpty();
    }
}
