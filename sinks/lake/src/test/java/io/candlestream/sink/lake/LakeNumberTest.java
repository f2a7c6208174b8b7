package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeNumberTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.1",
                "84770.57",
                "0.00000001",
                "123456789012345678",
                "0.1234567890123456",
                "99999999999999980000",
                "-12.5"
            })
    void holdsTheShortestTextOfADouble(String text) {
        double number = Double.parseDouble(text);

        assertThat(LakeNumber.of(number)).isEqualByComparingTo(BigDecimal.valueOf(number));
        assertThat(LakeNumber.of(number).scale()).isLessThanOrEqualTo(18);
    }

    @Test
    void holdsTheShortestTextOfAnyPrice() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            double price = random.nextInt(8) == 0
                    ? random.nextDouble() * 1e6
                    : Math.rint(random.nextDouble() * 1e12) / Math.pow(10, random.nextInt(9));
            BigDecimal shortest = BigDecimal.valueOf(price);
            if (shortest.scale() <= 18) {
                assertThat(LakeNumber.of(price)).as("seed %s, %s", SEED, price).isEqualByComparingTo(shortest);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e20", "-1e300", "1e-19", "1.5e-300"})
    void hasNoNumberForWhatDoesNotFit(String text) {
        assertThat(LakeNumber.of(Double.parseDouble(text))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.25", "60000.12345678", "3600000000.123456789012345678", "99999999999999999999"})
    void holdsADecimal(String text) {
        BigDecimal number = new BigDecimal(text);

        assertThat(LakeNumber.of(Decimal.of(number).orElseThrow())).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000000000000000000", "0.0000000000000000001"})
    void hasNoDecimalForWhatDoesNotFit(String text) {
        assertThat(LakeNumber.of(Decimal.of(new BigDecimal(text)).orElseThrow()))
                .isNull();
    }
}
