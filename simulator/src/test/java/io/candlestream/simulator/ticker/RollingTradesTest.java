package io.candlestream.simulator.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.TickerWindow;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What leaves the window takes its part of every sum and extreme along. */
class RollingTradesTest {
    private static final long START = 1_767_225_600_000L;
    private static final long STEP = 3_000;

    @ParameterizedTest
    @EnumSource(
            value = TickerWindow.class,
            names = {"HOUR_1", "HOUR_4"})
    void eachTickerIsWhatItsTradesMake(TickerWindow window) {
        RollingTrades rolling = new RollingTrades("MADEUPUSDT", window);
        List<MarketTrade> all = new ArrayList<>();
        long steps = 2 * window.length() / STEP;
        for (long i = 0; i < steps; i++) {
            long time = START + i * STEP;
            MarketTrade trade =
                    new MarketTrade("MADEUPUSDT", i, time, time, 1 + i * 7919 % 1000, 1 + i * 104_729 % 1000, true);
            all.add(trade);
            rolling.add(trade);
            MarketTicker ticker = rolling.at(time + 1000).orElseThrow();
            if (i % 97 == 0) {
                assertThat(ticker).as("trade %d", i).isEqualTo(expected(window, all, time + 1000));
            }
        }
        assertThat(rolling.at(START + steps * STEP)).isEmpty();
    }

    /** A trade that is sent late is part of the window in which it was made: its trade time decides. */
    @Test
    void theNewestTradesWaitForTheNextTicker() {
        RollingTrades rolling = new RollingTrades("MADEUPUSDT", TickerWindow.HOUR_1);
        for (long i = 0; i < 3; i++) {
            long time = START + 600 + i * 100;
            rolling.add(new MarketTrade("MADEUPUSDT", i, time, time + 200, 1, 1, true));
        }

        MarketTicker ticker = rolling.at(START + 1000).orElseThrow();
        assertThat(ticker.closeTime()).isEqualTo(START + 700);
        assertThat(ticker.last().id()).isEqualTo(1);
        assertThat(rolling.at(START + 2000).orElseThrow().last().id()).isEqualTo(2);
        assertThat(rolling.at(START + 3000)).isEmpty();
    }

    private static MarketTicker expected(TickerWindow window, List<MarketTrade> all, long sent) {
        long close = sent - 300;
        long open = close - window.length();
        open -= open % 60_000;
        long from = open;
        List<MarketTrade> within =
                all.stream().filter(trade -> trade.time() >= from).toList();
        MarketTrade first = within.get(0);
        Comparator<BigDecimal> order = Comparator.naturalOrder();
        return new MarketTicker(
                "MADEUPUSDT",
                sent,
                open,
                close,
                first,
                within.get(within.size() - 1),
                within.stream().map(MarketTrade::price).max(order).orElseThrow(),
                within.stream().map(MarketTrade::price).min(order).orElseThrow(),
                within.stream().map(MarketTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                within.stream().map(MarketTrade::quoteQuantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                first.id() == 0
                        ? BigDecimal.ZERO
                        : all.get((int) first.id() - 1).price());
    }
}
