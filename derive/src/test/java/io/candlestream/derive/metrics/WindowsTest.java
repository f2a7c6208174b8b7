package io.candlestream.derive.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.candlestream.derive.metrics.TradeWindow.Trade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against what a Python program makes of the same made-up market by fractions ({@code src/test/python/expected_metrics.py}). */
class WindowsTest {
    private static final long MINUTE = 60_000;
    private static final int MINUTES = 12;
    private static final long START = 1_700_000_040_000L;
    private static final List<Trade> TRADES = trades();
    private static final int SHUFFLES = 20;

    @Test
    void ofOneMinuteCandles() throws IOException {
        compare("1m", (start, random) -> ofUpdates(updates(MINUTE), start, random));
    }

    @Test
    void ofCandlesThatHistoryTellsAgain() throws IOException {
        List<CandleUpdate> updates = new ArrayList<>(updates(MINUTE));
        List<CandleUpdate> closing =
                updates.stream().filter(CandleUpdate::closed).toList();
        for (int i = 0; i < closing.size(); i++) {
            CandleUpdate told = closing.get(i);
            updates.add(new CandleUpdate(
                    told.eventTime() + 60 * MINUTE,
                    told.openTime(),
                    told.closeTime(),
                    true,
                    -1,
                    told.price(),
                    told.quoteVolume().add(BigDecimal.valueOf(i % 3 == 0 ? 1 : 0)),
                    told.takerBuyQuoteVolume()));
        }
        compare("again", (start, random) -> ofUpdates(updates, start, random));
    }

    @Test
    void ofCandlesThatAreLongerThanTheWindow() throws IOException {
        compare("4m", (start, random) -> ofUpdates(updates(4 * MINUTE), start, random));
    }

    @Test
    void ofTrades() throws IOException {
        compare("trades", (start, random) -> ofTrades(start, random));
    }

    @Test
    void noVolumeHasMoreDigitsThanAStoreHasRoomFor() {
        CandleWindow window = new CandleWindow(START, START + MINUTE);
        for (String volume : List.of("99999999999999999999", "0.00000000000000000000000000001")) {
            window.add(new CandleUpdate(
                    START,
                    START - volume.length(),
                    START,
                    false,
                    1,
                    BigDecimal.ONE,
                    new BigDecimal(volume),
                    BigDecimal.ZERO));
        }

        assertThat(window.metrics().volume()).isEqualByComparingTo("99999999999999999999");
    }

    /** With the closing updates, which come after the end of their candles, the minutes have what the trades have. */
    @Test
    void theVolumeIsThatOfTheTradesWhicheverUpdatesAreMissing() {
        for (long start = START; start < START + MINUTES * MINUTE; start += MINUTE) {
            TradeWindow trades = new TradeWindow(start, start + MINUTE);
            TRADES.forEach(trades::add);
            CandleWindow candles = new CandleWindow(start, start + MINUTE);
            updates(MINUTE).stream()
                    .filter(update -> update.eventTime() > update.closeTime())
                    .forEach(candles::add);
            assertThat(candles.isEmpty()).isEqualTo(trades.isEmpty());
            if (!trades.isEmpty()) {
                assertThat(candles.metrics().volume())
                        .isEqualByComparingTo(trades.metrics().volume());
                assertThat(candles.metrics().currentPrice())
                        .isEqualTo(trades.metrics().currentPrice());
            }
        }
    }

    @Test
    void aCandleWithoutTradesHasNoSentiment() {
        CandleWindow window = new CandleWindow(0, MINUTE);
        BigDecimal nothing = BigDecimal.ZERO;
        window.add(new CandleUpdate(2000, 0, MINUTE - 1, false, -1, BigDecimal.TEN, nothing, nothing));

        assertThat(window.metrics())
                .isEqualTo(new CandleWindow.Metrics(
                        10,
                        BigDecimal.TEN,
                        BigDecimal.TEN,
                        BigDecimal.TEN,
                        Double.NaN,
                        nothing,
                        Double.NaN,
                        Double.NaN,
                        1,
                        2000));
    }

    @Test
    void ofTwoUpdatesOfOneMomentTheSameOneIsNewerInAnyOrder() {
        CandleUpdate one =
                new CandleUpdate(2000, 0, MINUTE - 1, false, 7, BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE);
        CandleUpdate other =
                new CandleUpdate(2000, 0, MINUTE - 1, false, 8, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE);
        for (List<CandleUpdate> order : List.of(List.of(one, other), List.of(other, one))) {
            CandleWindow window = new CandleWindow(0, MINUTE);
            order.forEach(window::add);
            assertThat(window.metrics().currentPrice()).isEqualTo(BigDecimal.ONE);
            assertThat(window.metrics().ticks()).isEqualTo(2);
        }
    }

    /** A page of REST, or a file of an archive, tells all its candles at one moment. */
    @Test
    void candlesThatHistoryTellsAtOnceAreAllKnown() {
        CandleWindow window = new CandleWindow(0, 1440 * MINUTE);
        for (int minute = 0; minute < 1440; minute++) {
            window.add(new CandleUpdate(
                    2000 * MINUTE,
                    minute * MINUTE,
                    (minute + 1) * MINUTE - 1,
                    true,
                    -1,
                    BigDecimal.valueOf(10_000 + minute % 7),
                    BigDecimal.TEN,
                    BigDecimal.ONE));
        }

        assertThat(window.metrics().ticks()).isEqualTo(1440);
        assertThat(window.metrics().volume()).isEqualByComparingTo("14400");
    }

    /** Of a program that has no event times: each then has that of the candle's close. */
    @Test
    void updatesWithoutATimeOfTheirOwnAreAllKnown() {
        CandleWindow window = new CandleWindow(0, 1440 * MINUTE);
        for (int again = 0; again < 2; again++) {
            for (int i = 0; i < 5000; i++) {
                BigDecimal volume = BigDecimal.valueOf(i);
                window.add(new CandleUpdate(
                        1440 * MINUTE - 1, 0, 1440 * MINUTE - 1, false, -1, BigDecimal.TEN, volume, BigDecimal.ONE));
            }
        }

        assertThat(window.metrics().ticks()).isEqualTo(5000);
    }

    @Test
    void anEmptyWindowHasNone() {
        assertThatThrownBy(() -> new CandleWindow(0, 1).metrics())
                .hasMessage("There are no metrics of an empty window: 0 to 1");
        assertThatThrownBy(() -> new TradeWindow(0, 1).metrics())
                .hasMessage("There are no metrics of an empty window: 0 to 1");
        assertThatThrownBy(() -> new CandleWindow(1, 1)).hasMessageContaining("it has to end later");
        assertThatThrownBy(() -> new TradeWindow(1, 1)).hasMessageContaining("it has to end later");
        assertThat(CandleWindow.startOf(START + 59_999, MINUTE)).isEqualTo(START);
    }

    /** Each window is made again in other orders, with repetitions: to the bit as before. */
    private static void compare(String kind, BiFunction<Long, Random, List<Object>> metrics) throws IOException {
        int compared = 0;
        for (String line : lines()) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals(kind)) {
                long start = Long.parseLong(cells[1]);
                List<Object> made = metrics.apply(start, new Random(0));
                for (int seed = 1; seed < SHUFFLES; seed++) {
                    assertThat(metrics.apply(start, new Random(seed))).isEqualTo(made);
                }
                for (int i = 2; i < cells.length && !cells[2].isEmpty(); i++) {
                    double value = ((Number) made.get(i - 2)).doubleValue();
                    if (cells[i].isEmpty()) {
                        assertThat(value).as(line).isNaN();
                    } else {
                        double wanted = Double.parseDouble(cells[i]);
                        assertThat(value).as("cell %d of %s", i, line).isCloseTo(wanted, within(Math.ulp(wanted)));
                        compared++;
                    }
                }
                assertThat(made.isEmpty()).as(line).isEqualTo(cells[2].isEmpty());
            }
        }
        assertThat(compared).isGreaterThan(90);
    }

    private static List<Object> ofUpdates(List<CandleUpdate> updates, long start, Random random) {
        CandleWindow window = new CandleWindow(start, start + MINUTE);
        shuffled(updates, random).forEach(window::add);
        if (window.isEmpty()) {
            return List.of();
        }
        CandleWindow.Metrics metrics = window.metrics();
        return List.of(
                metrics.averagePrice(),
                metrics.lowestPrice(),
                metrics.highestPrice(),
                metrics.currentPrice(),
                metrics.volatility(),
                metrics.volume(),
                metrics.averageSentiment(),
                metrics.currentSentiment(),
                metrics.ticks(),
                metrics.knownAt());
    }

    private static List<Object> ofTrades(long start, Random random) {
        TradeWindow window = new TradeWindow(start, start + MINUTE);
        shuffled(TRADES, random).forEach(window::add);
        if (window.isEmpty()) {
            return List.of();
        }
        TradeWindow.Metrics metrics = window.metrics();
        return List.of(
                metrics.averagePrice(),
                metrics.vwap(),
                metrics.lowestPrice(),
                metrics.highestPrice(),
                metrics.currentPrice(),
                metrics.volatility(),
                metrics.volume(),
                metrics.bought(),
                metrics.sold(),
                metrics.trades());
    }

    /** In another order, and every other one twice. */
    private static <T> List<T> shuffled(List<T> values, Random random) {
        List<T> all = new ArrayList<>(values);
        all.addAll(values.subList(0, values.size() / 2));
        Collections.shuffle(all, random);
        return all;
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(WindowsTest.class.getResourceAsStream("/expected-metrics.csv")),
                StandardCharsets.US_ASCII))) {
            return lines.lines().toList();
        }
    }

    /** As the Python program makes them. */
    private static List<Trade> trades() {
        List<Trade> trades = new ArrayList<>();
        long state = 7;
        long price = 10_000;
        for (int number = 0; number < 900; number++) {
            long[] draws = new long[4];
            for (int k = 0; k < draws.length; k++) {
                state = (state * 1_103_515_245 + 12_345) % (1L << 31);
                draws[k] = state / 65_536 % 1000;
            }
            price += draws[0] - 499;
            long time = START + number * 800L + draws[1] % 700;
            if ((time - START) / MINUTE != 5) {
                trades.add(new Trade(
                        number,
                        time,
                        BigDecimal.valueOf(price, 2),
                        BigDecimal.valueOf((draws[2] + 1) * 125, 3),
                        draws[3] < 450));
            }
        }
        return trades;
    }

    private static List<CandleUpdate> updates(long length) {
        List<CandleUpdate> updates = new ArrayList<>();
        for (long opened = START; opened < START + MINUTES * MINUTE; opened += length) {
            long open = opened;
            List<Trade> candle = TRADES.stream()
                    .filter(trade -> trade.time() >= open && trade.time() < open + length)
                    .toList();
            for (int i = 0; i < candle.size(); i++) {
                boolean last = i == candle.size() - 1;
                if (last || i % 3 == 0) {
                    Trade trade = candle.get(i);
                    updates.add(new CandleUpdate(
                            last ? open + length + 400 : trade.time() + 5,
                            open,
                            open + length - 1,
                            last,
                            trade.id(),
                            trade.price(),
                            worth(candle.subList(0, i + 1).stream()),
                            worth(candle.subList(0, i + 1).stream().filter(sale -> !sale.buyerIsMaker()))));
                }
            }
        }
        return updates;
    }

    private static BigDecimal worth(Stream<Trade> trades) {
        return trades.map(trade -> trade.price().multiply(trade.quantity())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
