package io.candlestream.tools.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sums of candles: exact, over whole windows only, and of doubles as near as doubles can tell. */
class SumWitnessTest {
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final long SEED = 20_261_129;

    private static ToldCandle candle(long open, long trades, Object... numbers) {
        List<Number> values = new ArrayList<>();
        for (Object number : numbers) {
            values.add(number instanceof String text ? new BigDecimal(text) : (Number) number);
        }
        return new ToldCandle(open, values, trades, -1, -1);
    }

    /** Five minutes from {@code open} on, whose volumes are 1.1 each. */
    private static List<ToldCandle> minutes(long open, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> candle(
                        open + i * MINUTE,
                        2,
                        "10." + i,
                        "12." + i,
                        "9." + (9 - i),
                        "11." + i,
                        "1.1",
                        "11.1",
                        "0.5",
                        "5.1"))
                .toList();
    }

    private static ToldCandle five(long open, String volume) {
        return candle(open, 10, "10.0", "12.4", "9.5", "11.4", volume, "55.5", "2.5", "25.5");
    }

    private static WitnessReport report(List<ToldCandle> shorts, List<ToldCandle> longs, long from, long to) {
        Testimonies said = new Testimonies();
        new SumWitness(Interval.MINUTE_1, Interval.MINUTE_5, from, to)
                .run(shorts.iterator(), longs.iterator(), said.pair("1m = 5m", "bitcoin", Interval.MINUTE_5));
        return said.report();
    }

    @Test
    void equalsWhereEveryMinuteIsThere() {
        WitnessReport report = report(minutes(HOUR, 5), List.of(five(HOUR, "5.5")), 0, 2 * HOUR);

        assertThat(report.equal()).isTrue();
        assertThat(report.witnesses()).containsExactly(new WitnessReport.Testimony("1m = 5m", "bitcoin", 1, 0, 0));
    }

    @Test
    void namesTheRowAndBothValues() {
        WitnessReport report = report(minutes(HOUR, 5), List.of(five(HOUR, "5.50000001")), 0, 2 * HOUR);

        assertThat(report.equal()).isFalse();
        assertThat(report.differences())
                .singleElement()
                .hasToString("differs  1m = 5m  bitcoin  1970-01-01T01:00:00Z  volume is 5.50000001 by 5m, 5.5 by 1m");
    }

    @Test
    void saysWindowsWithAGapAndCountsThemAsNothing() {
        List<ToldCandle> some = new ArrayList<>(minutes(HOUR, 5));
        some.remove(2);
        some.addAll(minutes(HOUR + 10 * MINUTE, 5));
        WitnessReport report = report(
                some,
                List.of(five(HOUR, "99"), five(HOUR + 5 * MINUTE, "98"), five(HOUR + 10 * MINUTE, "5.5")),
                0,
                2 * HOUR);

        assertThat(report.equal()).isTrue();
        assertThat(report.witnesses()).containsExactly(new WitnessReport.Testimony("1m = 5m", "bitcoin", 1, 0, 2));
        assertThat(report.gaps())
                .containsExactly("gap  1m = 5m  bitcoin  1970-01-01T01:00:00Z to 1970-01-01T01:10:00Z: 2 not compared,"
                        + " 6 of 10 parts are not stored");
    }

    @Test
    void aLongCandleThatIsMissingIsNamed() {
        List<ToldCandle> some = new ArrayList<>(minutes(HOUR, 5));
        some.addAll(minutes(HOUR + 5 * MINUTE, 5));
        WitnessReport report = report(some, List.of(five(HOUR + 5 * MINUTE, "5.5")), 0, 2 * HOUR);

        assertThat(report.differences())
                .singleElement()
                .hasToString("differs  1m = 5m  bitcoin  1970-01-01T01:00:00Z  candle is absent by 5m, there by 1m");
    }

    @Test
    void whatIsOutsideOfTheRangeIsNotLookedAt() {
        WitnessReport report = report(minutes(HOUR, 4), List.of(five(HOUR, "5.5")), HOUR, HOUR + 4 * MINUTE);

        assertThat(report.witnesses()).containsExactly(new WitnessReport.Testimony("1m = 5m", "bitcoin", 0, 0, 0));
    }

    /** Doubles of eight decimals: their exact sum is the exchange's, and so is its double. */
    @Test
    void sumsOfDoublesAreThoseOfTheDecimals() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2000; round++) {
            long most = (long) Math.pow(10, 9 + random.nextInt(8));
            MadeCandle made = new MadeCandle(0);
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < 60; i++) {
                BigDecimal part = BigDecimal.valueOf((random.nextLong() >>> 1) % most, 8);
                sum = sum.add(part);
                double told = part.doubleValue();
                made.add(candle(i, 1, 1.0, 1.0, 1.0, 1.0, told, told, 0.0, 0.0));
            }
            double total = sum.doubleValue();
            ToldCandle hour = candle(0, 60, 1.0, 1.0, 1.0, 1.0, total, total, 0.0, 0.0);
            assertThat(made.differing("1m = 1h", "bitcoin", hour))
                    .as("seed %d, round %d", SEED, round)
                    .isEmpty();
            if (most < 1e14) { // what is far beyond what doubles can tell
                ToldCandle other = candle(0, 60, 1.0, 1.0, 1.0, 1.0, total + 0.01, total, 0.0, 0.0);
                assertThat(made.differing("1m = 1h", "bitcoin", other)).hasSize(1);
            }
        }
    }

    /** What is shown of a product is cut: the sum of what is shown may lack some of the last decimal. */
    @Test
    void quoteVolumesMayLackWhatWasCut() {
        List<ToldCandle> parts = IntStream.range(0, 5)
                .mapToObj(i -> candle(HOUR + i * MINUTE, 1, "1", "1", "1", "1", "1", "0.00000003", "0", "0"))
                .toList();

        assertThat(report(parts, List.of(candle(HOUR, 5, "1", "1", "1", "1", "5", "0.00000019", "0", "0")), 0, 2 * HOUR)
                        .equal())
                .isTrue();
        assertThat(report(parts, List.of(candle(HOUR, 5, "1", "1", "1", "1", "5", "0.00000020", "0", "0")), 0, 2 * HOUR)
                        .equal())
                .isFalse();
    }
}
