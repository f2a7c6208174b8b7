package io.candlestream.derive.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.derive.metrics.TradeWindow.Metrics;
import io.candlestream.derive.metrics.TradeWindow.Trade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, in whatever order and however often, the metrics are those of the set of trades, by formulas that are written out here. */
class TradeWindowTest {
    private static final long MINUTE = 60_000;
    private static final MathContext MANY = new MathContext(90);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 3000})
    void anyOrderAndRepetitionGivesTheSameBits(int count) {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<Trade> trades = trades(count, random);
            TradeWindow once = window(trades);
            List<Trade> some = new ArrayList<>(trades);
            some.addAll(trades.subList(0, count - count / 3));
            List<Trade> told = trades.subList(count / 2, count).stream()
                    .map(trade -> from(trade, 1))
                    .toList();
            some.addAll(told);
            Collections.shuffle(some, random);
            TradeWindow again = window(some);

            assertThat(again.metrics()).as("seed %d", seed).isEqualTo(once.metrics());
            once.metrics();
            told.forEach(once::add);
            assertThat(again.version()).as("seed %d", seed).isEqualTo(once.version());
            assertThat(once.metrics()).as("seed %d", seed).isEqualTo(plain(trades));
            assertThat(window(trades.subList(1, count)).version()).as("of less").isLessThan(once.version());
        }
    }

    /** Metrics are asked for while trades still come, as each batch does. */
    @Test
    void whatWasAskedBetweenChangesNothing() {
        List<Trade> trades = trades(500, new Random(7));
        TradeWindow window = new TradeWindow(0, MINUTE);
        for (int i = 0; i < trades.size(); i++) {
            window.add(trades.get(i));
            if (i % 50 == 0) {
                assertThat(window.metrics()).isEqualTo(plain(trades.subList(0, i + 1)));
            }
        }
        assertThat(window.metrics()).isEqualTo(plain(trades));
    }

    @Test
    void ofTradesThatContradictEachOtherTheSameOneCountsInAnyOrder() {
        List<Trade> trades = new ArrayList<>(trades(40, new Random(3)));
        Trade first = trades.get(0);
        Trade dearer = new Trade(
                first.id(),
                first.time(),
                first.price().add(BigDecimal.valueOf(100_000)),
                first.quantity(),
                !first.buyerIsMaker());
        Trade corrected =
                new Trade(first.id(), first.time(), BigDecimal.ONE, first.quantity(), first.buyerIsMaker(), 2);
        List<Trade> counted = new ArrayList<>(trades);
        counted.set(0, corrected);
        trades.addAll(List.of(dearer, corrected, from(dearer, 1)));
        long version = window(trades).version();
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(trades, new Random(seed));
            TradeWindow window = new TradeWindow(0, MINUTE);
            for (Trade trade : trades) {
                window.add(trade);
                window.metrics();
            }
            assertThat(window.metrics()).as("seed %d", seed).isEqualTo(plain(counted));
            assertThat(window.version()).as("seed %d", seed).isEqualTo(version);
        }
        assertThat(version)
                .as("of the same trades without the others")
                .isEqualTo(window(counted).version());
    }

    @Test
    void aCorrectionByAHigherSourceHasALargerVersionWhateverItSays() {
        List<Trade> trades = trades(40, new Random(3));
        Trade first = trades.get(0);
        Trade dearer = new Trade(
                first.id(), first.time(), first.price().add(BigDecimal.ONE), first.quantity(), first.buyerIsMaker());
        List<Trade> contradicted = new ArrayList<>(trades);
        contradicted.add(dearer);
        long before = Math.max(window(trades).version(), window(contradicted).version());
        for (int price = 1; price <= 1000; price++) {
            Trade corrected = new Trade(
                    first.id(), first.time(), BigDecimal.valueOf(price), first.quantity(), first.buyerIsMaker(), 2);
            List<Trade> stored = new ArrayList<>(trades);
            stored.set(0, corrected);

            assertThat(window(stored).version()).as("price %d", price).isGreaterThan(before);
        }
        List<Trade> better = trades.stream().map(trade -> from(trade, 2)).toList();
        assertThat(window(better.subList(1, 40)).version())
                .as("of less")
                .isLessThan(window(trades).version());
    }

    /** The first form of a version was the number of records times 2^20. */
    @Test
    void aVersionIsAboveThoseOfTheFirstFormAndBelowAClocksMicroseconds() {
        TradeWindow window = new TradeWindow(0, MINUTE);
        for (int id = 1; id <= 300_000; id++) {
            window.add(new Trade(id, 5, BigDecimal.ONE, BigDecimal.ONE, true, 2));
        }
        assertThat(window.version() >> 30)
                .as("archives' ranks do not reach the count")
                .isEqualTo(300_000);
        assertThat(window.version())
                .isLessThan(Instant.parse("2024-01-01T00:00:00Z").toEpochMilli() * 1000);
        assertThat(window(trades(1, new Random(1))).version()).isGreaterThan(100L << 20);
    }

    @Test
    void tradesOfOtherTimesChangeNothing() {
        TradeWindow window = new TradeWindow(MINUTE, 2 * MINUTE);
        window.add(new Trade(1, MINUTE - 1, BigDecimal.ONE, BigDecimal.ONE, true));
        window.add(new Trade(2, 2 * MINUTE, BigDecimal.ONE, BigDecimal.ONE, true));
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.version()).isZero();
    }

    @Test
    void aNumberHasManyFormsAndOneValue() {
        TradeWindow window = new TradeWindow(0, MINUTE);
        window.add(new Trade(1, 5, new BigDecimal("1E+3"), new BigDecimal("0.50"), false));
        window.add(new Trade(1, 5, new BigDecimal("1000.000"), new BigDecimal("0.5"), false));

        assertThat(window.version() >> 30).isEqualTo(1);
        assertThat(window.metrics().volume()).isEqualByComparingTo("500");
        assertThat(window.metrics().volatility()).isNaN();
    }

    @Test
    void volumesOfMoreDigitsThanAStoreHoldsAreRounded() {
        TradeWindow window = new TradeWindow(0, MINUTE);
        window.add(new Trade(1, 5, new BigDecimal("60000.25"), new BigDecimal("3"), false));
        window.add(new Trade(2, 6, new BigDecimal("1E-40"), new BigDecimal("1E-40"), false));

        assertThat(window.metrics().volume()).isEqualByComparingTo("180000.75");
        assertThat(window.metrics().lowestPrice()).isEqualByComparingTo("1E-40");
        assertThatThrownBy(() -> new Trade(9, 0, new BigDecimal("9223372036854775808"), BigDecimal.ONE, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot take trade 9 into a window: 9223372036854775808 has more than 64 bits");
    }

    private static Trade from(Trade trade, int rank) {
        return new Trade(trade.id(), trade.time(), trade.price(), trade.quantity(), trade.buyerIsMaker(), rank);
    }

    private static TradeWindow window(List<Trade> trades) {
        TradeWindow window = new TradeWindow(0, MINUTE);
        trades.forEach(window::add);
        return window;
    }

    /** Ids that leave some out, prices and quantities of many sizes. */
    private static List<Trade> trades(int count, Random random) {
        List<Trade> trades = new ArrayList<>();
        long id = random.nextInt(5) == 0 ? 0 : 3_735_685_388L;
        for (int i = 0; i < count; i++) {
            id += 1 + random.nextInt(3) / 2;
            trades.add(new Trade(
                    id,
                    MINUTE * i / count,
                    BigDecimal.valueOf(6_000_000 + random.nextInt(90_000), random.nextInt(9)),
                    BigDecimal.valueOf(1 + random.nextInt(1 << random.nextInt(30)), random.nextInt(9)),
                    random.nextBoolean()));
        }
        return trades;
    }

    /** Of a list without repetition. */
    private static Metrics plain(List<Trade> trades) {
        TreeMap<Long, Trade> byId = new TreeMap<>();
        trades.forEach(trade -> byId.put(trade.id(), trade));
        List<BigDecimal> prices = trades.stream().map(Trade::price).toList();
        BigDecimal n = BigDecimal.valueOf(trades.size());
        BigDecimal mean = sum(prices).divide(n, MANY);
        List<BigDecimal> squares =
                prices.stream().map(price -> price.subtract(mean).pow(2)).toList();
        BigDecimal bought = worth(trades, false);
        BigDecimal sold = worth(trades, true);
        BigDecimal quantity = sum(trades.stream().map(Trade::quantity).toList());
        return new Metrics(
                mean.doubleValue(),
                bought.add(sold).divide(quantity, MANY).doubleValue(),
                Collections.min(prices),
                Collections.max(prices),
                byId.lastEntry().getValue().price(),
                trades.size() < 2
                        ? Double.NaN
                        : sum(squares)
                                .divide(n.subtract(BigDecimal.ONE), MANY)
                                .sqrt(MANY)
                                .doubleValue(),
                bought.add(sold),
                bought,
                sold,
                trades.size(),
                byId.firstKey(),
                byId.lastKey(),
                trades.stream().map(Trade::time).max(Comparator.naturalOrder()).orElseThrow());
    }

    private static BigDecimal worth(List<Trade> trades, boolean bySeller) {
        return sum(trades.stream()
                .filter(trade -> trade.buyerIsMaker() == bySeller)
                .map(trade -> trade.price().multiply(trade.quantity()))
                .toList());
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
