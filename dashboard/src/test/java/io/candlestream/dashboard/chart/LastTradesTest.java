package io.candlestream.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.ChartTrade;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The last trades of the asset that somebody looks at, beside its candles. */
class LastTradesTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z
    private static final String SYMBOL = "BITUSDT";

    private long nanos;
    private final MemoryStore store = new MemoryStore();
    private final LiveFeeds feeds =
            new LiveFeeds(store, new ChartPages(store, new IntervalChoices(Interval.MINUTE_1)), 9, () -> nanos);

    LastTradesTest() {
        closeMinute(0);
    }

    private void closeMinute(int minute) {
        store.put("bitcoin", TestCandle.of(START + minute * MINUTE, 10, 20, 5, 11, 1, 1, true));
    }

    private static ChartTrade trade(long id) {
        return new ChartTrade(id, START + id, new BigDecimal("58000.1"), new BigDecimal("0.2"), id % 2 == 0);
    }

    private void tradeUntil(long last) {
        for (long id = last - RecentTrades.MOST + 1; id <= last; id++) {
            store.trade(SYMBOL, trade(id));
        }
    }

    private Viewer open() {
        return feeds.open("bitcoin", Interval.MINUTE_1).orElseThrow();
    }

    private Optional<List<ChartTrade>> received(Viewer viewer) throws InterruptedException {
        feeds.refresh();
        return viewer.news(Duration.ZERO).trades();
    }

    @Test
    void theNewestComeFirstAndOnlyWhenTheyChange() throws InterruptedException {
        tradeUntil(1000);
        Viewer viewer = open();

        assertThat(received(viewer).orElseThrow())
                .hasSize(RecentTrades.MOST)
                .startsWith(trade(1000), trade(999))
                .endsWith(trade(1001 - RecentTrades.MOST));
        assertThat(received(viewer)).isEmpty();

        store.trade(SYMBOL, trade(1001));
        assertThat(received(viewer).orElseThrow()).hasSize(RecentTrades.MOST).startsWith(trade(1001), trade(1000));
    }

    @Test
    void oneReadServesAllWhoLookAndWhoComesLaterIsToldAtOnce() throws InterruptedException {
        tradeUntil(1000);
        Viewer first = open();
        received(first);
        store.tradeReads();
        Viewer second = open();

        assertThat(second.news(Duration.ZERO).trades().orElseThrow()).startsWith(trade(1000));

        feeds.refresh();
        assertThat(store.tradeReads()).isEqualTo(1);
    }

    @Test
    void whereNoTradesAreStoredNothingIsToldAndSeldomAsked() throws InterruptedException {
        Viewer viewer = open();
        assertThat(received(viewer)).contains(List.of());
        nanos += Duration.ofMillis(1900).toNanos();
        assertThat(received(viewer)).isEmpty();
        assertThat(store.tradeReads()).isEqualTo(1);

        store.trade(SYMBOL, trade(1));
        nanos += Duration.ofMillis(200).toNanos();

        assertThat(received(viewer)).contains(List.of(trade(1)));
    }

    @Test
    void tradesThatAreNoLongerNewsGoAway() throws InterruptedException {
        store.trade(SYMBOL, trade(1));
        Viewer viewer = open();
        received(viewer);

        store.forgetTrades();
        nanos += Duration.ofSeconds(3).toNanos();

        assertThat(received(viewer)).contains(List.of());
    }

    @Test
    void whatWasReadStaysWhileNobodyAnswers() throws InterruptedException {
        tradeUntil(1000);
        Viewer viewer = open();
        received(viewer);
        store.leave();
        assertThat(received(viewer)).isEmpty();
        store.comeBack();
        store.trade(SYMBOL, trade(1001));

        assertThat(received(viewer).orElseThrow()).startsWith(trade(1001));
    }

    @Test
    void aTableOfTradesThatMayNotBeReadHidesNoCandle() throws InterruptedException {
        store.barTrades();
        Viewer viewer = open();
        feeds.refresh();
        assertThat(viewer.news(Duration.ZERO).bars()).hasSize(1);

        closeMinute(1);
        feeds.refresh();

        assertThat(viewer.news(Duration.ZERO).bars()).last().matches(bar -> bar.openTime() == START + MINUTE);
    }
}
