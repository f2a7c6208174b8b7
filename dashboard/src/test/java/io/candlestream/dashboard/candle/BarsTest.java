package io.candlestream.dashboard.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.ChartGap.State;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BarsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z

    private static ChartCandle candle(int minute, boolean closed) {
        return TestCandle.of(START + minute * MINUTE, 10, 12, 9, 11, 1, 5, closed);
    }

    private static List<ChartCandle> closed(int... minutes) {
        return IntStream.of(minutes).mapToObj(minute -> candle(minute, true)).toList();
    }

    private static Bars hours(ChartGap... gaps) {
        return new Bars(Interval.MINUTE_1, Interval.HOUR_1, ChartGaps.merged(List.of(gaps)));
    }

    private static Bars minutes(ChartGap... gaps) {
        return new Bars(Interval.MINUTE_1, Interval.MINUTE_1, ChartGaps.merged(List.of(gaps)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Interval.class,
            names = {"MINUTE_1", "MINUTE_5", "MINUTE_15", "HOUR_1", "HOUR_4", "DAY_1"})
    void sumsUpCandlesAsOneWouldByHand(Interval shown) {
        long seed = 20_240_808;
        List<ChartCandle> candles = walk(new SplittableRandom(seed), 3000);

        List<Bar> bars = new Bars(Interval.MINUTE_1, shown, ChartGaps.NONE).of(candles, START);

        Map<Long, List<ChartCandle>> slots = new TreeMap<>();
        long length = shown.endOf(0);
        candles.forEach(c -> slots.computeIfAbsent(c.openTime() / length * length, slot -> new ArrayList<>())
                .add(c));
        assertThat(bars).as("seed %d", seed).extracting(Bar::openTime).containsExactlyElementsOf(slots.keySet());
        assertThat(bars).allSatisfy(bar -> assertSum(bar, slots.get(bar.openTime())));
    }

    @Test
    void volumesAddUpAsDecimals() {
        List<ChartCandle> candles = List.of(
                TestCandle.of(START, 10, 12, 9, 11, 0.1, 5, true),
                TestCandle.of(START + MINUTE, 10, 12, 9, 11, 0.2, 5, true));

        List<Bar> bars = hours().of(candles, START);

        assertThat(bars.get(0).candle().orElseThrow().volume()).isEqualTo(0.3);
    }

    @Test
    void aCandleOffTheGridStandsInTheSlotInWhichItOpens() {
        ChartCandle late = TestCandle.of(START + MINUTE + 14_789, 10, 12, 9, 11, 1, 5, true);

        List<Bar> bars = minutes().of(List.of(candle(0, true), late, candle(3, true)), START);

        assertThat(bars)
                .extracting(Bar::openTime)
                .containsExactly(START, START + MINUTE, START + 2 * MINUTE, START + 3 * MINUTE);
        assertThat(bars).extracting(bar -> bar.candle().isPresent()).containsExactly(true, true, false, true);
        assertThat(bars.get(1).stored()).isEqualTo(1);
    }

    private static void assertSum(Bar bar, List<ChartCandle> parts) {
        ChartCandle sum = bar.candle().orElseThrow();
        double high = 0;
        double low = Double.MAX_VALUE;
        double volume = 0;
        long trades = 0;
        for (ChartCandle part : parts) {
            high = Math.max(high, part.high());
            low = Math.min(low, part.low());
            volume += part.volume();
            trades += part.trades();
        }
        assertThat(sum.open()).isEqualTo(parts.get(0).open());
        assertThat(sum.close()).isEqualTo(parts.get(parts.size() - 1).close());
        assertThat(sum.high()).isEqualTo(high);
        assertThat(sum.low()).isEqualTo(low);
        assertThat(sum.volume()).isCloseTo(volume, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(sum.trades()).isEqualTo(trades);
        assertThat(bar.stored()).isEqualTo(parts.size());
        assertThat(bar.expected()).isEqualTo(parts.size());
    }

    private static List<ChartCandle> walk(SplittableRandom random, int minutes) {
        List<ChartCandle> candles = new ArrayList<>();
        double price = 60_000;
        for (int minute = 0; minute < minutes; minute++) {
            double close = price + random.nextGaussian() * 20;
            double high = Math.max(price, close) + random.nextExponential();
            double low = Math.min(price, close) - random.nextExponential();
            candles.add(TestCandle.of(
                    START + minute * MINUTE,
                    price,
                    high,
                    low,
                    close,
                    random.nextDouble(),
                    random.nextLong(1, 50),
                    true));
            price = close;
        }
        return candles;
    }

    @Test
    void aBarIsOpenUntilItsLastCandleIsClosed() {
        assertThat(hours().of(closed(0, 1, 2), START))
                .singleElement()
                .matches(bar -> !bar.candle().orElseThrow().closed());
        assertThat(hours().of(closed(57, 58, 59), START))
                .singleElement()
                .matches(bar -> bar.candle().orElseThrow().closed());
        assertThat(hours().of(closed(58, 61), START)
                        .get(0)
                        .candle()
                        .orElseThrow()
                        .closed())
                .as("a later one has begun")
                .isTrue();
    }

    @Test
    void theOpenCandleIsNotYetExpected() {
        List<Bar> bars = hours().of(List.of(candle(0, true), candle(1, true), candle(2, false)), START);

        assertThat(bars).singleElement().matches(bar -> bar.stored() == 2 && bar.expected() == 2);
    }

    @Test
    void whatIsMissingIsCountedAndDrawnAsAHole() {
        List<Bar> bars = minutes().of(closed(0, 1, 4), START);

        assertThat(bars).extracting(Bar::openTime).containsExactly(START, at(1), at(2), at(3), at(4));
        assertThat(bars.get(2).candle()).isEmpty();
        assertThat(bars).extracting(Bar::stored).containsExactly(1L, 1L, 0L, 0L, 1L);
        assertThat(bars).extracting(Bar::expected).containsOnly(1L);
        assertThat(hours().of(closed(0, 1, 4), START)).singleElement().matches(bar -> bar.expected() == 5);
    }

    @Test
    void whatTheExchangeConfirmedAsEmptyIsNotExpected() {
        ChartGap empty = new ChartGap(at(2), at(4), State.EMPTY);

        assertThat(minutes(empty).of(closed(0, 1, 4), START))
                .extracting(Bar::expected)
                .containsExactly(1L, 1L, 0L, 0L, 1L);
        assertThat(hours(empty).of(closed(0, 1, 4), START)).singleElement().matches(bar -> bar.expected() == 3);
        assertThat(hours(new ChartGap(at(2), at(4), State.OPEN)).of(closed(0, 1, 4), START))
                .singleElement()
                .matches(bar -> bar.expected() == 5);
    }

    @Test
    void nothingIsExpectedBeforeTheFirstCandle() {
        assertThat(hours().of(closed(58, 59), at(58))).singleElement().matches(bar -> bar.expected() == 2);
        assertThat(hours().of(closed(58, 59), START)).singleElement().matches(bar -> bar.expected() == 60);
    }

    @Test
    void aLongHoleIsDrawnShortAndCountedWhole() {
        List<Bar> bars = minutes().of(closed(0, 10_000), START);

        assertThat(bars).hasSize(2 + Bars.LONGEST_HOLE);
        assertThat(bars.stream().mapToLong(Bar::expected).sum()).isEqualTo(10_001);
    }

    @Test
    void anOlderPageFillsTheHoleUntilTheNext() {
        List<Bar> bars = hours().of(closed(0, 59), START, START + 3 * HOUR);

        assertThat(bars).extracting(Bar::openTime).containsExactly(START, START + HOUR, START + 2 * HOUR);
        assertThat(bars).extracting(Bar::expected).containsOnly(60L);
    }

    @Test
    void noCandlesMakeNoBars() {
        assertThat(minutes().of(List.of(), START)).isEmpty();
    }

    private static long at(int minute) {
        return START + minute * MINUTE;
    }
}
