package io.candlestream.consumer.sink.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    private static final long SEED = 20_261_128;

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "100, 100",
        "0.1, 0.1",
        "-0.00000001, -0.00000001",
        "61837.63, 61837.63",
        "73687542.87, 73687542.87",
        "1e-12, 0.000000000001",
        "1e22, 10000000000000000000000",
        "123456789012345680, 123456789012345680",
        "NaN, NaN"
    })
    void plainDigits(double value, String text) {
        assertThat(NumberText.of(value)).isEqualTo(text);
    }

    @Test
    void anyDoubleIsReadBackAsItself() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            double value = i % 2 == 0
                    ? Math.round(random.nextDouble() * 1e12) / Math.pow(10, random.nextInt(9))
                    : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(NumberText.of(value)))
                        .as("seed %d, %s", SEED, value)
                        .isEqualTo(value == 0 ? 0.0 : value);
                assertThat(NumberText.of(value)).doesNotContain("E");
            }
        }
    }

    @Test
    void aDecimalKeepsEveryDigit() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            BigDecimal value =
                    new BigDecimal(new java.math.BigInteger(1 + random.nextInt(127), random), random.nextInt(20));
            BigDecimal signed = random.nextBoolean() ? value : value.negate();
            assertThat(NumberText.of(Decimal.of(signed).orElseThrow()))
                    .isEqualTo(
                            signed.signum() == 0
                                    ? "0"
                                    : signed.stripTrailingZeros().toPlainString());
        }
    }
}
