package io.candlestream.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.Bar;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFeedsTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z

    private final MemoryStore store = new MemoryStore();
    private final LiveFeeds feeds =
            new LiveFeeds(store, new ChartPages(store, new IntervalChoices(Interval.MINUTE_1)), 3);

    private static ChartCandle candle(int minute, double close, boolean closed) {
        return TestCandle.of(START + minute * MINUTE, 10, 20, 5, close, 1, 1, closed);
    }

    private Viewer open(Interval interval) {
        return feeds.open("bitcoin", interval).orElseThrow();
    }

    private List<Bar> received(Viewer viewer) throws InterruptedException {
        feeds.refresh();
        return viewer.news(Duration.ZERO).bars();
    }

    @Test
    void tellsWhatChangedAndNothingElse() throws InterruptedException {
        store.put("bitcoin", candle(0, 11, true), candle(1, 11, false));
        Viewer viewer = open(Interval.MINUTE_1);
        received(viewer);

        assertThat(received(viewer)).isEmpty();

        store.put("bitcoin", candle(1, 12, false));
        assertThat(received(viewer))
                .last()
                .matches(bar -> bar.candle().orElseThrow().close() == 12);

        store.put("bitcoin", candle(1, 13, true), candle(2, 14, false));
        assertThat(received(viewer))
                .extracting(bar -> bar.candle().orElseThrow().close())
                .endsWith(13.0, 14.0);
    }

    @Test
    void readsOnlyWhatMayHaveChangedHoweverManyLook() throws InterruptedException {
        for (int minute = 0; minute < 90; minute++) {
            store.put("bitcoin", candle(minute, 11, minute < 89));
        }
        Viewer one = open(Interval.MINUTE_1);
        Viewer other = open(Interval.HOUR_1);
        received(one);
        received(other);
        store.reads();

        assertThat(received(one)).isEmpty();

        assertThat(store.reads()).isEqualTo(1);
        assertThat(store.oldestRead()).isEqualTo(START + 89 * MINUTE);
    }

    @Test
    void sumsUpALargerBarOfAllItsCandles() throws InterruptedException {
        for (int minute = 0; minute < 90; minute++) {
            store.put("bitcoin", candle(minute, 11, minute < 89));
        }
        Viewer hours = open(Interval.HOUR_1);
        received(hours);

        store.put("bitcoin", candle(89, 11, true), candle(90, 17, false));

        Bar bar = received(hours).get(0);
        assertThat(bar.openTime()).isEqualTo(START + 60 * MINUTE);
        assertThat(bar.candle().orElseThrow().trades()).isEqualTo(31);
        assertThat(bar.candle().orElseThrow().close()).isEqualTo(17);
        assertThat(bar.stored()).isEqualTo(30);
    }

    @Test
    void aLateCloseChangesTheWholeBarThatItBelongsTo() throws InterruptedException {
        for (int minute = 0; minute < 61; minute++) {
            store.put("bitcoin", candle(minute, 11, minute < 59));
        }
        Viewer hours = open(Interval.HOUR_1);
        received(hours);
        store.put("bitcoin", candle(61, 11, false), candle(60, 11, true));
        received(hours);

        store.put("bitcoin", candle(59, 19, true));

        Bar hour = received(hours).get(0);
        assertThat(hour.openTime()).isEqualTo(START);
        assertThat(hour.stored()).isEqualTo(60);
        assertThat(hour.candle().orElseThrow().close()).isEqualTo(19);
    }

    @Test
    void aViewerOfALargerIntervalGetsItsWholeBar() throws InterruptedException {
        for (int minute = 0; minute < 90; minute++) {
            store.put("bitcoin", candle(minute, 11, minute < 89));
        }
        received(open(Interval.MINUTE_1));
        Viewer days = open(Interval.DAY_1);

        assertThat(received(days)).last().matches(bar -> bar.stored() == 89);
    }

    @Test
    void aHoleIsToldTogetherWithWhatFollowsIt() throws InterruptedException {
        store.put("bitcoin", candle(0, 11, true));
        Viewer viewer = open(Interval.MINUTE_1);
        received(viewer);

        store.put("bitcoin", candle(3, 11, false));

        assertThat(received(viewer))
                .extracting(bar -> bar.candle().isPresent())
                .containsExactly(true, false, false, true);
    }

    @Test
    void goesOnWhereItWasWhenTheStoreIsBack() throws InterruptedException {
        store.put("bitcoin", candle(0, 11, false));
        Viewer viewer = open(Interval.MINUTE_1);
        received(viewer);
        store.leave();
        assertThat(received(viewer)).isEmpty();

        store.comeBack();
        store.put("bitcoin", candle(0, 12, true), candle(1, 13, false));

        assertThat(received(viewer)).hasSize(2);
    }

    @Test
    void anAssetThatComesLaterIsTold() throws InterruptedException {
        Viewer viewer = open(Interval.MINUTE_1);
        assertThat(received(viewer)).isEmpty();

        store.put("bitcoin", candle(0, 11, false));
        received(viewer);
        store.put("bitcoin", candle(0, 12, false));

        assertThat(received(viewer)).hasSize(1);
    }

    @Test
    void noMoreLookThanMay() {
        Viewer first = open(Interval.MINUTE_1);
        open(Interval.MINUTE_1);
        open(Interval.MINUTE_1);
        assertThat(feeds.open("bitcoin", Interval.MINUTE_1)).isEmpty();

        feeds.close("bitcoin", first);

        assertThat(feeds.open("ethereum", Interval.MINUTE_1)).isPresent();
    }
}
