package io.candlestream.runtime.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestDecimalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "73687542.87",
                "0.00000001",
                "0.00001234",
                "110123.45",
                "0",
                "61000",
                "123456789012345",
                "1234567890123456000000",
                "0.0000000000000002",
                "2.2250738585072014"
            })
    void writesWhatTheExchangeWrote(String text) {
        assertThat(ShortestDecimal.text(Double.parseDouble(text))).isEqualTo(text);
    }

    /** JDK 17 writes 2.0E-3 as 0.002 but 2.2E-322 and 2^-44 with a digit too many. */
    @Test
    void isReadAsTheSameNumberAgainAndNeverLongerThanNeeded() {
        long seed = 17;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            String decimal = BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), random.nextInt(9))
                    .stripTrailingZeros()
                    .toPlainString();

            assertThat(ShortestDecimal.text(Double.parseDouble(decimal)))
                    .as("seed %d", seed)
                    .isEqualTo(decimal);
        }
    }
}
