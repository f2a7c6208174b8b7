package io.candlestream.consumer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                "5.",
                ".5",
                "55432.21",
                "73687542.87000000",
                "9007199254740992",
                "9007199254740993",
                "9007199254740993.5",
                "123456789.123456789",
                "0.00000001",
                "1e-7",
                "1E+22",
                "1.5e300",
                "4.9e-324",
                "1e-400",
                "0.000000000000000000000000001",
                "00000000000000000000000000000001.5",
                "179769313486231570000"
            })
    void readsWhatParseDoubleReads(String text) {
        assertThat(decimal(text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void agreesWithParseDoubleOnRandomDecimals() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            String digits =
                    String.valueOf(random.nextLong() >>> 1).replaceFirst("^\\d{0," + random.nextInt(18) + "}", "0");
            int point = random.nextInt(digits.length() + 1);
            String text = digits.substring(0, point) + "." + digits.substring(point);
            assertThat(decimal(text)).as("%s, seed %d", text, SEED).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "-",
                "+",
                "NaN",
                "Infinity",
                "-Infinity",
                "0x1p3",
                "1e400",
                "1e",
                "e5",
                "1e+",
                "1.2.3",
                " 1",
                "1 ",
                "1,5",
                "1d",
                "1f",
                "--1",
                "1_000",
                "١"
            })
    void refusesWhatIsNoFiniteDecimal(String text) {
        assertThat(decimal(text)).isNaN();
    }

    @Test
    void readsWholeNumbers() {
        assertThat(whole("0")).hasValue(0);
        assertThat(whole("-1")).hasValue(-1);
        assertThat(whole("999999999999999999")).hasValue(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1.0", "1e3", "9223372036854775808", "12a", " 1"})
    void refusesWhatIsNoWholeNumber(String text) {
        assertThat(whole(text)).isEmpty();
    }

    private static double decimal(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
        return NumberParser.decimal(bytes, 1, bytes.length - 2);
    }

    private static OptionalLong whole(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
        return NumberParser.whole(bytes, 1, bytes.length - 2);
    }
}
