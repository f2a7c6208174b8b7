package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeededMarketTest {
    private static final long START = 1_700_000_040_000L;
    /** What the exchange's eight decimals cut off. */
    private static final BigDecimal CUT = new BigDecimal("0.00000001");

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<String> QUIET_AND_BUSY =
            IntStream.range(0, 20).mapToObj(i -> "COIN" + i + "USDT").toList();

    @Test
    void sameSeedMakesTheSameMarketWhateverTheOtherSymbols() {
        List<Update> alone = take(new SeededMarket(7, List.of("BTCUSDT"), Interval.MINUTE_1, START), 500);
        List<Update> withOthers =
                take(new SeededMarket(7, List.of("BTCUSDT", "ETHUSDT"), Interval.MINUTE_1, START), 3000);

        assertThat(withOthers.stream()
                        .filter(update -> update.candle().symbol().equals("BTCUSDT"))
                        .limit(500))
                .containsExactlyElementsOf(alone);
        assertThat(take(new SeededMarket(8, List.of("BTCUSDT"), Interval.MINUTE_1, START), 500))
                .isNotEqualTo(alone);
    }

    @Test
    void tradeIdsAndCandlesAreContiguous() {
        Map<String, Long> lastId = new HashMap<>();
        Map<String, Candle> before = new HashMap<>();
        List<Update> updates = take(new SeededMarket(1, QUIET_AND_BUSY, Interval.MINUTE_1, START), 20_000);
        for (Update update : updates) {
            Candle candle = update.candle();
            assertThat(candle.lastTradeId() - candle.firstTradeId() + 1)
                    .as("seed 1, %s", candle)
                    .isEqualTo(candle.trades() == 0 ? 1 : candle.trades());
            if (!update.closed()) {
                continue;
            }
            if (candle.trades() > 0) {
                Long last = lastId.put(candle.symbol(), candle.lastTradeId());
                assertThat(candle.firstTradeId()).isEqualTo(last == null ? candle.firstTradeId() : last + 1);
            }
            Candle previous = before.put(candle.symbol(), candle);
            assertThat(candle.openTime()).isEqualTo(previous == null ? START : previous.closeTime() + 1);
        }
        assertThat(before).hasSize(QUIET_AND_BUSY.size());
    }

    @Test
    void quietCandlesKeepThePriceAndAreClosed() {
        List<Candle> closed = take(new SeededMarket(1, QUIET_AND_BUSY, Interval.MINUTE_1, START), 20_000).stream()
                .filter(Update::closed)
                .map(Update::candle)
                .toList();
        Map<String, String> close = new HashMap<>();
        int quiet = 0;
        for (Candle candle : closed) {
            if (candle.trades() == 0) {
                quiet++;
                assertThat(List.of(candle.open(), candle.high(), candle.low(), candle.close()))
                        .containsOnly(close.get(candle.symbol()));
                assertThat(List.of(candle.volume(), candle.quoteVolume(), candle.takerBuyQuoteVolume()))
                        .containsOnly("0.00000000");
                assertThat(candle.firstTradeId()).isEqualTo(Candle.NO_TRADE);
            }
            close.put(candle.symbol(), candle.close());
        }
        assertThat(quiet).as("candles without trades").isGreaterThan(10);
    }

    @Test
    void candlesAreSoundAndPricesStayReal() {
        for (Update update : take(new SeededMarket(3, List.of("BTCUSDT"), Interval.MINUTE_1, START), 30_000)) {
            Candle candle = update.candle();
            BigDecimal low = new BigDecimal(candle.low());
            BigDecimal high = new BigDecimal(candle.high());
            assertThat(new BigDecimal(candle.open())).isBetween(low, high);
            assertThat(new BigDecimal(candle.close())).isBetween(low, high);
            assertThat(Double.parseDouble(candle.close())).isBetween(50_000.0, 130_000.0);
            BigDecimal volume = new BigDecimal(candle.volume());
            assertThat(new BigDecimal(candle.quoteVolume()))
                    .isBetween(low.multiply(volume).subtract(CUT), high.multiply(volume));
            BigDecimal taken = new BigDecimal(candle.takerBuyVolume());
            assertThat(new BigDecimal(candle.takerBuyQuoteVolume()))
                    .isBetween(low.multiply(taken).subtract(CUT), high.multiply(taken));
            assertThat(new BigDecimal(candle.takerBuyVolume())).isLessThanOrEqualTo(new BigDecimal(candle.volume()));
            assertThat(candle.close()).matches("\\d+\\.\\d{8}");
        }
    }

    @Test
    void eachListedPairTradesAtItsLevelInItsTicksAndLots() {
        for (Pair pair : Pair.LISTED) {
            List<Update> updates = take(new SeededMarket(4, List.of(pair.symbol()), Interval.MINUTE_1, START), 500);
            BigDecimal tick = BigDecimal.ONE.movePointLeft(pair.priceScale());
            BigDecimal lot = BigDecimal.ONE.movePointLeft(pair.quantityScale());
            for (Update update : updates) {
                Candle candle = update.candle();
                assertThat(Double.parseDouble(candle.close()) / pair.price())
                        .as("%s", candle)
                        .isBetween(0.3, 3.0);
                for (String price : List.of(candle.open(), candle.high(), candle.low(), candle.close())) {
                    assertThat(new BigDecimal(price).remainder(tick)).as(price).isZero();
                }
                assertThat(new BigDecimal(candle.volume()).remainder(lot))
                        .as(candle.volume())
                        .isZero();
            }
            assertThat(updates.stream().map(update -> update.candle().close()).distinct())
                    .as(pair.symbol())
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void pricesAreThoseThatAPersonExpects() {
        assertThat(firstPrice("BTCUSDT")).isBetween(50_000.0, 130_000.0);
        assertThat(firstPrice("ETHUSDT")).isBetween(1_500.0, 6_000.0);
        assertThat(firstPrice("XRPUSDT")).isBetween(1.0, 5.0);
        assertThat(firstPrice("PEPEUSDT")).isBetween(0.000_004, 0.000_025);
        assertThat(firstPrice("SHIBUSDT")).isBetween(0.000_006, 0.000_04);
    }

    @Test
    void madeUpPairsHaveFourDigitsAndMore() {
        List<String> symbols =
                IntStream.range(0, 200).mapToObj(i -> "MADE" + i + "USDT").toList();
        for (String symbol : symbols) {
            Pair pair = Pair.of(symbol, new SplittableRandom(symbol.hashCode()));
            assertThat(pair.price() * Math.pow(10, pair.priceScale()))
                    .as("%s", pair)
                    .isBetween(1_000.0, 10_000.0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SECOND_1", "MINUTE_1", "MINUTE_5"})
    void pushesAtMostOnceAPeriodAndOnlyWhatChanged(Interval interval) {
        Update before = null;
        long time = 0;
        for (Update update : take(new SeededMarket(5, List.of("BTCUSDT"), interval, START), 2_000)) {
            assertThat(update.eventTime()).isGreaterThanOrEqualTo(time);
            if (update.closed()) {
                assertThat(update.eventTime() - update.candle().closeTime()).isBetween(1L, 5L);
            } else if (before != null
                    && !before.closed()
                    && before.candle().openTime() == update.candle().openTime()) {
                assertThat(update.eventTime() - before.eventTime())
                        .isGreaterThanOrEqualTo(interval.updatePeriod().toMillis());
                assertThat(update.candle().trades())
                        .isGreaterThan(before.candle().trades());
            }
            before = update;
            time = update.eventTime();
        }
    }

    @Test
    void thousandsOfSymbolsComeInTheOrderOfEvents() {
        List<String> symbols =
                IntStream.range(0, 3000).mapToObj(i -> "S" + i + "USDT").toList();
        List<Update> updates = take(new SeededMarket(9, symbols, Interval.MINUTE_1, START), 100_000);
        assertThat(updates).isSortedAccordingTo((a, b) -> Long.compare(a.eventTime(), b.eventTime()));
        assertThat(updates.stream().map(update -> update.candle().symbol()).distinct())
                .hasSize(3000);
    }

    /** Memory is what a test can measure of the cost without chance: it is the same in every run. */
    @Test
    void anUpdateCostsLittleMoreMemoryThanItsTexts() {
        Iterator<Update> updates = new SeededMarket(1, SeededMarket.LISTED, Interval.MINUTE_1, START).updates();
        long thread = Thread.currentThread().getId();
        long before = MEMORY.getThreadAllocatedBytes(thread);

        int count = 10_000;
        for (int i = 0; i < count; i++) {
            updates.next();
        }

        assertThat((MEMORY.getThreadAllocatedBytes(thread) - before) / count).isLessThan(1_000);
    }

    private static double firstPrice(String symbol) {
        Update first = new SeededMarket(1, List.of(symbol), Interval.MINUTE_1, START)
                .updatesOf(symbol)
                .next();
        return Double.parseDouble(first.candle().open());
    }

    private static List<Update> take(Market market, int count) {
        Iterator<Update> updates = market.updates();
        List<Update> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            taken.add(updates.next());
        }
        return taken;
    }
}
