package io.candlestream.derive.longer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sum of candles is exact, and its version lies below all that the exchange says of the longer candle. */
class LongerCandleTest {
    private static final long HOUR = 1_700_000_000_000L / 3_600_000 * 3_600_000;
    private static final long MINUTE = 60_000;
    private static final long SEED = 20_261_130;

    private static LongerCandle.Part part(int minute, long trades, long version, Number... numbers) {
        long close = HOUR + (minute + 1) * MINUTE - 1;
        long first = trades == 0 ? -1 : 100L + minute * 10L;
        return new LongerCandle.Part(
                Arrays.stream(numbers).map(Optional::ofNullable).toList(),
                trades,
                first,
                trades == 0 ? -1 : first + trades - 1,
                close,
                close + 20,
                version);
    }

    @Test
    void takesTheFirstOpenTheLastCloseAndTheSums() {
        LongerCandle made = new LongerCandle(HOUR);
        made.add(part(0, 0, 5, 0.3, 0.3, 0.3, 0.3, 0.0, 0.0, 0.0, 0.0));
        made.add(part(1, 10, 7, 0.3, 0.5, 0.2, 0.4, 0.1, 0.04, 0.1, 0.04));
        made.add(part(2, 10, 1, 0.4, 0.4, 0.1, 0.2, 0.2, 0.05, 0.0, 0.0));

        assertThat(made.parts()).isEqualTo(3);
        assertThat(made.number(0)).hasValue(new BigDecimal("0.3"));
        assertThat(made.number(1)).hasValue(new BigDecimal("0.5"));
        assertThat(made.number(2)).hasValue(new BigDecimal("0.1"));
        assertThat(made.number(3)).hasValue(new BigDecimal("0.2"));
        assertThat(made.number(4)).hasValue(new BigDecimal("0.3"));
        assertThat(made.number(5)).hasValue(new BigDecimal("0.09"));
        assertThat(made.trades()).isEqualTo(20);
        assertThat(made.firstTrade()).isEqualTo(110);
        assertThat(made.lastTrade()).isEqualTo(129);
        assertThat(made.closeTime()).isEqualTo(HOUR + 3 * MINUTE - 1);
        assertThat(made.knownAt()).isEqualTo(HOUR + 3 * MINUTE + 19);
        assertThat(made.version()).isEqualTo(13);
    }

    @Test
    void sumsOfDoublesAreExact() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            LongerCandle made = new LongerCandle(HOUR);
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < 60; i++) {
                BigDecimal volume = BigDecimal.valueOf((random.nextLong() >>> 1) % 6_000_000_000_000_000L, 8);
                sum = sum.add(volume);
                double told = volume.doubleValue();
                made.add(part(i, 1, 0, 1.0, 1.0, 1.0, 1.0, told, volume, 0.0, 0.0));
            }
            assertThat(made.number(4).orElseThrow()).as("seed %d", SEED).isEqualByComparingTo(sum);
            assertThat(made.number(5).orElseThrow()).isEqualByComparingTo(sum);
        }
    }

    @Test
    void aCorrectedPartHasALaterVersionAndTheExchangeTheLast() {
        long most = (1L << 39) + 100_000_000;
        LongerCandle before = new LongerCandle(HOUR);
        LongerCandle after = new LongerCandle(HOUR);
        for (int i = 0; i < 1440; i++) {
            before.add(part(i, 1, most, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0));
            after.add(part(i, 1, i == 700 ? most + 1 : most, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 0.0, 0.0));
        }
        assertThat(after.version()).isGreaterThan(before.version()).isLessThan(HOUR * 1000);
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        LongerCandle made = new LongerCandle(HOUR);
        made.add(part(0, 1, 0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, null, null));
        made.add(part(1, 1, 0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5));

        assertThat(made.number(6)).isEmpty();
        assertThat(made.isWhole()).isTrue();
    }
}
