package io.candlestream.derive.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.derive.metrics.OpenWindows.Changed;
import io.candlestream.derive.metrics.TradeWindow.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which windows are open, and that what they know does not depend on how it came. */
class OpenWindowsTest {
    private static final long MINUTE = 60_000;
    private static final long LATENESS = 2 * MINUTE;

    private final OpenWindows<CandleUpdate, CandleWindow> windows = OpenWindows.ofCandles(MINUTE, MINUTE, LATENESS);

    @Test
    void aWindowStaysOpenForItsLateness() {
        add(0);
        add(3 * MINUTE - 1);
        windows.settle();
        assertThat(add(30_000)).as("two minutes after its end less a moment").isEqualTo(-1);

        add(3 * MINUTE);
        assertThat(add(30_001)).as("closed only when what changed is stored").isEqualTo(-1);
        assertThat(windows.changed()).extracting(Changed::start).containsExactly(0L, 3 * MINUTE);
        windows.settle();
        assertThat(windows.changed()).isEmpty();
        assertThat(add(30_002)).isZero();
        assertThat(add(MINUTE)).isEqualTo(-1);
        assertThat(windows.size()).as("the minutes 1, 2 and 3").isEqualTo(3);
    }

    /** After a start: what came before the first record that was read again is not known, but is healed within a day. */
    @Test
    void anUpdateOfAWindowThatIsKnownInPartIsTakenAndSaid() {
        long day = 86_400_000;
        windows.knowFrom(10 * day);

        assertThat(add(10 * day)).as("known as a whole").isEqualTo(-1);
        assertThat(add(10 * day - 1)).isEqualTo(10 * day - MINUTE);
        assertThat(add(9 * day)).isEqualTo(9 * day);
        assertThat(add(9 * day - 1)).as("a backfill").isEqualTo(-1);
        assertThat(windows.changed()).hasSize(4);
    }

    @Test
    void theyAreFewHoweverLongItGoesOn() {
        for (long minute = 0; minute < 1_000_000; minute++) {
            add(minute * MINUTE + 7);
            windows.settle();
            assertThat(windows.size()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void thoseOfTradesCloseByTheTimesOfTheTrades() {
        OpenWindows<Trade, TradeWindow> trades = OpenWindows.ofTrades(MINUTE, MINUTE, LATENESS);
        for (long id = 0; id < 10_000; id++) {
            assertThat(add(trades, trade(id, id * 700))).isEmpty();
            trades.settle();
            assertThat(trades.size()).isLessThanOrEqualTo(3);
        }
        assertThat(add(trades, trade(1, 700))).as("long closed").containsExactly(0L);
        assertThat(trades.changed()).isEmpty();
    }

    /** Each is what a window of the same time alone makes, and each that is closed is named. */
    @Test
    void thoseThatOverlapHoldEachTradeOfTheirTime() {
        long length = 3 * MINUTE;
        OpenWindows<Trade, TradeWindow> sliding = OpenWindows.ofTrades(length, MINUTE, LATENESS);
        List<Trade> trades =
                LongStream.range(0, 100).mapToObj(id -> trade(id, id * 7_000)).toList();
        trades.forEach(trade -> assertThat(add(sliding, trade)).isEmpty());

        List<Long> starts = LongStream.rangeClosed(-2, 11)
                .map(minute -> minute * MINUTE)
                .boxed()
                .toList();
        assertThat(sliding.changed()).extracting(Changed::start).isEqualTo(starts);
        sliding.changed().forEach(changed -> {
            TradeWindow alone = new TradeWindow(changed.start(), changed.start() + length);
            trades.forEach(alone::add);
            assertThat(changed.window().metrics()).isEqualTo(alone.metrics());
            assertThat(changed.window().version()).isEqualTo(alone.version());
        });
        sliding.settle();
        assertThat(sliding.size()).as("those that end after 9:33").isEqualTo(5);
        assertThat(add(sliding, trade(200, 8 * MINUTE))).containsExactly(6 * MINUTE);
        assertThat(sliding.changed()).extracting(Changed::start).containsExactly(7 * MINUTE, 8 * MINUTE);
    }

    @Test
    void aLengthThatIsNoMultipleOfTheSlideIsRefused() {
        assertThatThrownBy(() -> OpenWindows.ofTrades(5 * MINUTE, 2 * MINUTE, LATENESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("300000 ms by 120000");
    }

    /** Whose time has one wrong digit: all real ones would be late until then. */
    @Test
    void aTradeWithATimeToComeIsTakenAndClosesNoWindow() {
        long hour = 60 * MINUTE;
        OpenWindows<Trade, TradeWindow> trades = OpenWindows.ofTrades(MINUTE, MINUTE, LATENESS);
        add(trades, trade(1, hour));
        assertThat(trades.add(trade(2, 11 * hour), hour + 50)).isEmpty();
        for (long second = 1; second < 600; second++) {
            trades.settle();
            long id = 2 + second;
            assertThat(add(trades, trade(id, hour + second * 1000))).isEmpty();
            assertThat(trades.size()).isLessThanOrEqualTo(5);
        }
        assertThat(add(trades, trade(700, 11 * hour + 1))).isEmpty();
        assertThat(trades.changed()).last().satisfies(changed -> {
            assertThat(changed.start()).isEqualTo(11 * hour);
            assertThat(changed.window().metrics().trades()).isEqualTo(2);
        });
        trades.settle();
        assertThat(trades.size()).as("when its time has come").isLessThanOrEqualTo(3);
    }

    private static List<Long> add(OpenWindows<Trade, TradeWindow> windows, Trade trade) {
        return windows.add(trade, trade.time() + 50);
    }

    private static Trade trade(long id, long time) {
        return new Trade(id, time, BigDecimal.TEN, BigDecimal.ONE, true);
    }

    /** What was told more than once, in another order, or again by history makes the same row with the same version. */
    @Test
    void knowledgeIsASet() {
        List<CandleUpdate> updates = new ArrayList<>(
                LongStream.range(0, 500).mapToObj(i -> update(i * 100, false)).toList());
        updates.add(update(MINUTE + 5, true));
        updates.add(update(90 * MINUTE, true)); // by history
        CandleWindow once = window(updates);
        assertThat(once.metrics().ticks()).isEqualTo(501);
        assertThat(once.metrics().knownAt()).isEqualTo(MINUTE + 5);
        for (int seed = 0; seed < 20; seed++) {
            List<CandleUpdate> some = new ArrayList<>(updates);
            some.addAll(updates.subList(seed, 400));
            Collections.shuffle(some, new Random(seed));
            CandleWindow again = window(some);
            assertThat(again.metrics()).isEqualTo(once.metrics());
            assertThat(again.version()).isEqualTo(once.version());
        }
        assertThat(window(updates.subList(0, 501)).version())
                .as("without history")
                .isEqualTo(once.version());
        assertThat(window(updates.subList(0, 500)).version()).as("of less").isLessThan(once.version());
        assertThat(window(updates.subList(0, 500)).version())
                .as("as many, but others")
                .isNotEqualTo(window(updates.subList(1, 501)).version());
    }

    /** A quiet minute, of which the topic later holds what archives told of it again and again. */
    @Test
    void whatIsToldAgainIsNoKnowledge() {
        CandleUpdate open = update(100, false);
        List<CandleUpdate> told = LongStream.of(5, 90, 95, 9_000_000)
                .mapToObj(late -> update(MINUTE + late, true))
                .toList();

        assertThat(window(told).version())
                .isLessThan(window(List.of(open, told.get(0))).version());
        assertThat(window(told).version()).isEqualTo(window(told.subList(0, 1)).version());
        for (int i = 1; i < told.size(); i++) {
            assertThat(window(told.subList(i, told.size())).version())
                    .as("known later")
                    .isLessThan(window(told.subList(i - 1, i)).version());
        }
        long years = 100L * 365 * 24 * 60 * MINUTE;
        assertThat(window(List.of(update(years, true))).version() >> 20)
                .as("however late")
                .isEqualTo(1);
    }

    private static CandleWindow window(List<CandleUpdate> updates) {
        CandleWindow window = new CandleWindow(0, MINUTE);
        updates.forEach(window::add);
        return window;
    }

    /** Where the closed window begins, or -1. */
    private long add(long time) {
        return windows.add(update(time, false), time + 50).stream().findFirst().orElse(-1L);
    }

    private static CandleUpdate update(long time, boolean closing) {
        long open = closing ? 0 : CandleWindow.startOf(time, MINUTE);
        long number = closing ? 499 : time % MINUTE / 100;
        return new CandleUpdate(
                time,
                open,
                open + MINUTE - 1,
                closing,
                number,
                BigDecimal.valueOf(100 + number % 7),
                BigDecimal.valueOf(number),
                BigDecimal.valueOf(number / 2));
    }
}
