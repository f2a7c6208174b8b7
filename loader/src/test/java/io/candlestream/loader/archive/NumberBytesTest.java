package io.candlestream.loader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberBytesTest {
    @Test
    void aDecimalIsTheNearestDouble() {
        for (String text : List.of(
                "0",
                "0.0",
                "00.00",
                "10",
                "100.00",
                "100.05",
                "0.00012300",
                "9007199254740992",
                "9007199254740993",
                "9007199254740993.5",
                "73687542.87000000",
                "123456789012345678901234567890.123456789",
                "0.1234567890123456789012345",
                "0.00000000000000000000000000001",
                "000000000000000000000000000001.5",
                "1000000000000000000000.5",
                "5000000000000000000",
                "1".repeat(400))) {
            assertThat(decimal(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void soIsEachOfManyMadeUpOnes() {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int i = 0; i < 300_000; i++) {
            String text = BigDecimal.valueOf(random.nextLong() >>> random.nextInt(63), random.nextInt(12))
                    .abs()
                    .toPlainString();
            text = random.nextBoolean() || !text.contains(".") ? text : text + "0".repeat(random.nextInt(9));
            assertThat(decimal(text)).as("%s, %s", text, seed).isEqualTo(Double.parseDouble(text));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(NumberBytes.exact(bytes, 0, bytes.length))
                    .as("%s, %s", text, seed)
                    .isEqualByComparingTo(text)
                    .extracting(number -> number.scale() == 0
                            || number.unscaledValue().remainder(BigInteger.TEN).signum() != 0)
                    .isEqualTo(true);
        }
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (String text : List.of("", ".", "1.", ".5", "1.2.3", "-1", "+1", "1e5", " 1", "NaN", "1,2")) {
            assertThatThrownBy(() -> decimal(text)).as(text).isInstanceOf(NumberFormatException.class);
        }
        for (String text : List.of("", "-1", "1.0", " 1", "1234567890123456789")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> NumberBytes.whole(bytes, 0, bytes.length))
                    .as(text)
                    .isInstanceOf(NumberFormatException.class);
        }
    }

    private static double decimal(String text) {
        byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
        return NumberBytes.decimal(bytes, 1, bytes.length - 1);
    }
}
