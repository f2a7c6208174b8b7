package io.candlestream.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(new VisibleStream(bytes), true, StandardCharsets.UTF_8);

    private static String character(String hex) {
        return String.valueOf((char) Integer.parseInt(hex, 16));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "0, \\x00",
        "7, \\x07",
        "d, \\x0d",
        "1b, \\x1b",
        "7f, \\x7f",
        "80, \\x80",
        "9b, \\x9b",
        "9f, \\x9f",
        "61c, \\u061c",
        "200b, \\u200b",
        "200e, \\u200e",
        "2028, \\u2028",
        "202e, \\u202e",
        "2066, \\u2066",
        "feff, \\ufeff"
    })
    void whatSteersOrHidesIsShownAsItsNumber(String hex, String shown) {
        assertThat(VisibleText.of("a" + character(hex) + "b")).isEqualTo("a" + shown + "b");
        out.print("a" + character(hex) + "b");
        assertThat(printed()).isEqualTo("a" + shown + "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "BTCUSDT", "\u5e01\u5b89\u4eba\u751fUSDT", "Zürich \u00a0 — …", "\ud83d\ude80", "\\x1b"})
    void whatIsPlainStaysAsItIs(String text) {
        assertThat(VisibleText.of(text)).isSameAs(text);
        out.print(text);
        assertThat(printed()).isEqualTo(text);
    }

    @Test
    void aLineOfForeignTextStaysOneLineAndOursEnd() {
        assertThat(VisibleText.of("a\nb\tc")).isEqualTo("a\\x0ab\\x09c");
        out.print("a\nb\tc");
        assertThat(printed()).isEqualTo("a\nb\tc");
    }

    @Test
    void aTitleForTheWindowIsNotSet() {
        out.println("key \u001b]0;evil\u0007 end");
        assertThat(printed()).isEqualTo("key \\x1b]0;evil\\x07 end" + System.lineSeparator());
    }

    @Test
    void bytesThatAreNoUtf8Pass() {
        byte[] broken = {'a', (byte) 0xc2, 'b', (byte) 0xe2, (byte) 0x80, '\n', (byte) 0x9b, (byte) 0xff};
        out.write(broken, 0, broken.length);
        out.flush();
        assertThat(bytes.toByteArray()).isEqualTo(new byte[] {
            'a', (byte) 0xc2, 'b', (byte) 0xe2, (byte) 0x80, '\n', '\\', 'x', '9', 'b', (byte) 0xff
        });
    }
}
