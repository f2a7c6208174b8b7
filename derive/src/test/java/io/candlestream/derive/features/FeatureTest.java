package io.candlestream.derive.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.candlestream.derive.longer.LongerCandle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against what pandas and TA-Lib make of the same made-up market ({@code src/test/python/expected_features.py}). */
class FeatureTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int CANDLES = 300;
    private static final long MINUTE = 60_000;
    private static final Candles MARKET = market();

    @Test
    void theVersionOfARowGrowsWithEachCandleThatIsMadeCorrectedOrTold() {
        for (long length : new long[] {HOUR, DAY}) {
            long opens = 19_700 * DAY;
            long made = Windows.rank(opens, made(opens, length, 0));
            assertThat(made).isPositive();
            assertThat(Windows.rank(opens, made(opens, length, HOUR)))
                    .as("corrected an hour later")
                    .isGreaterThan(made);
            assertThat(Windows.rank(opens, closed(opens + length - 1)))
                    .as("told by the exchange")
                    .isGreaterThan(Windows.rank(opens, made(opens, length, 365 * DAY)));
        }
    }

    /** The least version of a candle that the exchange has closed. */
    private static long closed(long close) {
        return (close + 1000) * 1000;
    }

    /** The version of a candle that is made of minutes of the archive, of which the last was told so much later. */
    private static long made(long opens, long length, long later) {
        LongerCandle candle = new LongerCandle(opens);
        for (long open = opens; open < opens + length; open += MINUTE) {
            long close = open + MINUTE - 1;
            long late = DAY + (open + MINUTE == opens + length ? later : 0);
            candle.add(new LongerCandle.Part(
                    Collections.nCopies(8, Optional.of(1.0)),
                    1,
                    -1,
                    -1,
                    close,
                    close + late,
                    100_000_000 + (1L << 38) + late / 2000 * 1024));
        }
        return candle.version();
    }

    @Test
    void equalsWhatPandasMakes() throws IOException {
        int compared = 0;
        for (Map<String, String> expected : expected()) {
            int index = Integer.parseInt(expected.get("index"));
            for (Feature feature : Feature.values()) {
                String text = Objects.requireNonNull(expected.get(feature.column()), feature.column());
                double value = feature.of(MARKET, index);
                if (text.isEmpty()) {
                    assertThat(value)
                            .as("%s of candle %d", feature.column(), index)
                            .isNaN();
                } else {
                    double wanted = Double.parseDouble(text);
                    assertThat(value)
                            .as("%s of candle %d", feature.column(), index)
                            .isCloseTo(wanted, within(1e-12 * Math.max(1, 100 * Math.abs(wanted))));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(678);
    }

    /** TA-Lib runs from the beginning of history on, ours over 250 candles: that is all the difference. */
    @Test
    void differsFromTaLibByLessThanTheWeightOfWhatIsOlder() throws IOException {
        int compared = 0;
        for (Map<String, String> expected : expected()) {
            int index = Integer.parseInt(expected.get("index"));
            for (Map.Entry<String, String> column : expected.entrySet()) {
                if (index >= Feature.WARM_UP && column.getKey().startsWith("talib_")) {
                    Feature feature = Feature.valueOf(
                            column.getKey().substring("talib_".length()).toUpperCase(Locale.ROOT));
                    assertThat(feature.of(MARKET, index))
                            .as("%s of candle %d", feature.column(), index)
                            .isCloseTo(Double.parseDouble(column.getValue()), within(1e-6));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(14 * 6);
    }

    @Test
    void isTheSameToTheBitFromWhereverItIsComputed() {
        for (Feature feature : Feature.values()) {
            for (int i = feature.reach(); i < CANDLES; i++) {
                Candles slice = new Candles(FeatureTest::next);
                for (int k = i - feature.reach(); k <= i; k++) {
                    copy(slice, k, MARKET.openTime(k));
                }
                assertThat(Double.doubleToLongBits(feature.of(slice.last(Feature.WARM_UP), feature.reach())))
                        .isEqualTo(Double.doubleToLongBits(feature.unbroken(MARKET, i)));
                assertThat(Double.doubleToLongBits(feature.of(slice, feature.reach())))
                        .as("%s of candle %d", feature.column(), i)
                        .isEqualTo(Double.doubleToLongBits(feature.of(MARKET, i)));
            }
        }
    }

    @Test
    void knowsNothingOfTheFuture() {
        int now = 270;
        Candles other = new Candles(FeatureTest::next);
        for (int i = 0; i < CANDLES; i++) {
            if (i <= now) {
                copy(other, i, MARKET.openTime(i));
            } else {
                other.add(MARKET.openTime(i), 90, 70, 77, 5, 400, 3);
            }
        }
        for (Feature feature : Feature.values()) {
            assertThat(feature.of(other, now)).as(feature.column()).isEqualTo(feature.of(MARKET, now));
            assertThat(feature.of(other, now + 1)).as(feature.column()).isNotEqualTo(feature.of(MARKET, now + 1));
        }
    }

    /** That a candle needs no more of the past than it says, and that much. */
    @Test
    void hasNoValueWhereItsWindowHoldsAGap() {
        int behind = 260;
        Candles torn = new Candles(FeatureTest::next);
        for (int i = 0; i < CANDLES; i++) {
            copy(torn, i, MARKET.openTime(i) + (i < behind ? 0 : 5 * MINUTE));
        }
        for (Feature feature : Feature.values()) {
            for (int i = 250; i < CANDLES; i++) {
                boolean over = i >= behind && i - feature.reach() < behind;
                assertThat(Double.isNaN(feature.unbroken(torn, i)))
                        .as("%s of candle %d", feature.column(), i)
                        .isEqualTo(over);
            }
        }
    }

    /** As test_derived.py has it of the Python package. */
    @Test
    void candlesOffTheGridThatFollowEachOtherAreNeighbours() {
        long minute = Instant.parse("2018-02-09T09:43:00Z").toEpochMilli();
        double[] closes = {99, 100, 101, 103, 102, 106, 107};
        Candles candles = new Candles(FeatureTest::next);
        for (int i = 0; i < closes.length; i++) {
            boolean off = i > 0 && i < 6;
            candles.add(minute + (i - 1) * MINUTE + (off ? 14_789 : 0), closes[i], closes[i], closes[i], 1, 1, 1);
        }
        assertThat(IntStream.range(1, closes.length).mapToDouble(i -> Feature.PRICE_CHANGE.unbroken(candles, i)))
                .containsExactly(Double.NaN, 1.0, 2.0, -1.0, 4.0, Double.NaN);
        assertThat(Feature.MA_5.unbroken(candles, 5)).isEqualTo(102.4);
    }

    @Test
    void refusesCandlesThatAreNotInOrder() {
        Candles candles = new Candles(FeatureTest::next);
        candles.add(2, 1, 1, 1, 1, 1, 1);
        assertThatThrownBy(() -> candles.add(2, 1, 1, 1, 1, 1, 1))
                .hasMessage("Cannot take candles that are not in order: 2 stands behind 2");
    }

    private static long next(long time) {
        return time + MINUTE;
    }

    /** Adds the candle at {@code index} of the market, which opens at {@code time}. */
    private static void copy(Candles candles, int index, long time) {
        candles.add(
                time,
                MARKET.high[index],
                MARKET.low[index],
                MARKET.close[index],
                MARKET.volume[index],
                MARKET.quoteVolume[index],
                MARKET.takerBuyVolume[index]);
    }

    private static List<Map<String, String>> expected() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FeatureTest.class.getResourceAsStream("/expected-features.csv")),
                StandardCharsets.US_ASCII))) {
            String[] columns = lines.readLine().split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.length; i++) {
                    row.put(columns[i], cells[i]);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** As the Python program makes it; the 12th candle has no volume, the price rests from the 14th on. */
    private static Candles market() {
        Candles market = new Candles(FeatureTest::next);
        long state = 1;
        long close = 10_000;
        for (int i = 0; i < CANDLES; i++) {
            long[] draws = new long[5];
            for (int k = 0; k < draws.length; k++) {
                state = (state * 1_103_515_245 + 12_345) % (1L << 31);
                draws[k] = state / 65_536 % 1000;
            }
            long open = close;
            close += i >= 13 && i < 18 ? 0 : draws[0] - 499;
            long high = Math.max(open, close) + draws[1];
            long low = Math.min(open, close) - draws[2];
            long volume = i == 11 ? 0 : draws[3] + 1;
            long taken = volume * draws[4] / 1000;
            market.add(
                    1_700_000_040_000L + i * MINUTE,
                    high / 100.0,
                    low / 100.0,
                    close / 100.0,
                    volume / 8.0,
                    (high + low) / 200.0 * volume / 8,
                    taken / 8.0);
        }
        return market;
    }
}
