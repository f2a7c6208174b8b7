package io.candlestream.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the digits as PostgreSQL does: the sum of digit · 10,000^(weight − place). */
class NumericDigitsTest {
    private static final long SEED = 20_261_128;
    private static final BigDecimal BASE = BigDecimal.valueOf(10_000);

    private static BigDecimal read(NumericDigits digits) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < digits.count(); i++) {
            assertThat(digits.digit(i)).isBetween(0, 9_999);
            int power = digits.weight() - i;
            BigDecimal place = power < 0 ? BigDecimal.ONE.scaleByPowerOfTen(4 * power) : BASE.pow(power);
            sum = sum.add(place.multiply(BigDecimal.valueOf(digits.digit(i))));
        }
        return digits.sign() == 0 ? sum : sum.negate();
    }

    private static void isRead(NumericDigits digits, BigDecimal expected) {
        assertThat(read(digits)).isEqualByComparingTo(expected);
        if (digits.count() > 0) {
            assertThat(digits.digit(0)).as("first digit of %s", expected).isPositive();
            assertThat(digits.digit(digits.count() - 1))
                    .as("last digit of %s", expected)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "9999",
                "10000",
                "10001",
                "0.1",
                "0.0001",
                "0.00001",
                "0.00000001",
                "123.45",
                "-0.00000012",
                "99999999.99999999",
                "73687542.87",
                "92233720368547758.07",
                "12345678901234567890.12345678",
                "100000000"
            })
    void holdsEveryDecimal(String text) {
        BigDecimal number = new BigDecimal(text);

        isRead(new NumericDigits().of(decimal(number)), number);
    }

    private static Decimal decimal(BigDecimal number) {
        BigInteger unscaled = number.unscaledValue();
        return new Decimal(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue(), number.scale());
    }

    @Test
    void holdsTheLeastWholeNumber() {
        isRead(new NumericDigits().of(decimal(BigDecimal.valueOf(Long.MIN_VALUE))), BigDecimal.valueOf(Long.MIN_VALUE));
    }

    @Test
    void holdsProductsOfRandomNumbers() {
        Random random = new Random(SEED);
        NumericDigits digits = new NumericDigits();
        for (int i = 0; i < 20_000; i++) {
            Decimal one = Decimal.of(random.nextLong() >> random.nextInt(63), random.nextInt(9));
            Decimal product = one.times(Decimal.of(random.nextLong() >> random.nextInt(63), random.nextInt(9)));
            isRead(digits.of(product), product.toBigDecimal());
        }
    }

    /** The exchange writes eight digits behind the point. */
    @Test
    void aDoubleOfFifteenDigitsIsTheNumberThatWasWritten() {
        Random random = new Random(SEED);
        NumericDigits digits = new NumericDigits();
        for (int i = 0; i < 20_000; i++) {
            BigDecimal written = BigDecimal.valueOf(
                    Math.floorMod(random.nextLong(), 1_000_000_000_000_000L) >> random.nextInt(50), random.nextInt(9));
            isRead(digits.of(Double.parseDouble(written.toPlainString())), written);
        }
    }

    @ParameterizedTest
    @CsvSource({"1e300, 1e300", "4.9e-324, 4.9e-324", "-2.5e-12, -2.5e-12", "1e22, 10000000000000000000000", "-0.0, 0"})
    void everyOtherDoubleIsItsShortestDecimal(double value, String expected) {
        isRead(new NumericDigits().of(value), new BigDecimal(expected));
    }

    @Test
    void whatIsNoNumberHasTheSignThatSaysSo() {
        assertThat(new NumericDigits().of(Double.NaN).sign()).isEqualTo(0xC000);
        assertThat(new NumericDigits().of(Double.POSITIVE_INFINITY).sign()).isEqualTo(0xD000);
        assertThat(new NumericDigits().of(Double.NEGATIVE_INFINITY).sign()).isEqualTo(0xF000);
    }
}
