package io.candlestream.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of assets, round by round; the clock is the test's. */
class WatchlistTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z

    private final MemoryStore store = new MemoryStore();
    private final ChartPages market = new ChartPages(store, new IntervalChoices(Interval.MINUTE_1));
    private final AtomicLong nanos = new AtomicLong();
    private final Watchlist list = new Watchlist(store, market, nanos::get);

    @AfterEach
    void close() {
        list.close();
    }

    private void put(String asset, int minute, double price, boolean closed) {
        store.put(asset, TestCandle.of(START + minute * MINUTE, price, price, price, price, 2, 1, closed));
    }

    private void fill(String asset, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            put(asset, minute, 100 + minute, true);
        }
    }

    /** One round, as the list's own thread makes it while somebody asks. */
    private void round() {
        list.entries();
        list.refresh();
    }

    private Watchlist.Entry entry(String asset) {
        return list.entries().stream()
                .filter(entry -> entry.asset().equals(asset))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nobodyWhoAsksCostsNothing() {
        fill("bitcoin", 10);

        list.refresh();

        assertThat(store.reads()).isZero();
    }

    @Test
    void tellsPriceChangeTurnoverAndLineOfTheLastDay() {
        fill("bitcoin", 2000);

        round();

        Watchlist.Entry bitcoin = entry("bitcoin");
        assertThat(bitcoin.symbol()).contains("BITUSDT");
        assertThat(bitcoin.newest()).isEqualTo(START + 1999 * MINUTE);
        assertThat(bitcoin.price()).isEqualTo(2099);
        // The newest half-hour has begun at minute 1980: the day is the 48 half-hours until its end.
        assertThat(bitcoin.before()).hasValue(100.0 + 1980 + 30 - 1440);
        assertThat(bitcoin.since()).hasValue(START + (1980 + 30 - 1440) * MINUTE);
        assertThat(bitcoin.line()).hasSize(49).endsWith(2079.0, 2099.0);
        double turnover = 0;
        for (int minute = 570; minute < 2000; minute++) {
            turnover += 2 * (100 + minute);
        }
        assertThat(bitcoin.turnover().orElseThrow()).isCloseTo(turnover, within(1e-6));
    }

    @Test
    void anOpenCandleThatMovesMovesThePrice() {
        fill("bitcoin", 100);
        round();

        put("bitcoin", 100, 7, false);
        round();
        put("bitcoin", 100, 8, true);
        round();

        assertThat(entry("bitcoin").price()).isEqualTo(8);
        assertThat(entry("bitcoin").newest()).isEqualTo(START + 100 * MINUTE);
    }

    @Test
    void aRoundReadsOnlyWhatMayHaveChanged() {
        fill("bitcoin", 2000);
        round();
        store.reads();

        round();

        assertThat(store.reads()).isEqualTo(1);
        assertThat(store.oldestRead()).isEqualTo(START + 1980 * MINUTE);
    }

    @Test
    void whatIsHealedIsSeenWhenTheDayIsReadAgain() {
        fill("bitcoin", 2000);
        round();
        double before = entry("bitcoin").turnover().orElseThrow();

        put("bitcoin", 1000, 1_000_000, true);
        round();
        assertThat(entry("bitcoin").turnover()).hasValue(before);
        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        round();

        assertThat(entry("bitcoin").turnover().orElseThrow()).isGreaterThan(before + 1_000_000);
    }

    @Test
    void hundredsAreReadInTurns() {
        for (int asset = 0; asset < 25; asset++) {
            fill("asset-" + asset, 3);
        }

        round();

        assertThat(list.entries()).hasSize(25);
        assertThat(list.entries().stream().filter(entry -> entry.before().isPresent()))
                .hasSize(10);
        round();
        round();
        assertThat(list.entries()).allMatch(entry -> entry.before().isPresent());
    }

    @Test
    void theDayOfAYoungAssetBeginsWithItsFirstCandle() {
        put("bitcoin", 7, 3, true);
        put("bitcoin", 8, 4, true);

        round();

        assertThat(entry("bitcoin").since()).hasValue(START + 7 * MINUTE);
    }

    @Test
    void longCandlesHaveALongerDay() {
        assertThat(DaySpan.of(Interval.MINUTE_1).millis())
                .isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(DaySpan.of(Interval.HOUR_4).millis())
                .isEqualTo(Duration.ofDays(4).toMillis());
        assertThat(DaySpan.of(Interval.SECOND_1).millis())
                .isEqualTo(Duration.ofMinutes(24).toMillis());
    }
}
