package io.candlestream.consumer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextCacheTest {
    private final TextCache cache = new TextCache();

    @Test
    void givesTheSameTextForTheSameBytes() throws CharacterCodingException {
        assertThat(text("bitcoin")).isEqualTo("bitcoin").isSameAs(text("bitcoin"));
    }

    @Test
    void keepsTextsApartWhoseHashesCollide() throws CharacterCodingException {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(text("Aa") + text("BB") + text("Aa")).isEqualTo("AaBBAa");
    }

    @Test
    void readsWhatIsNotAscii() throws CharacterCodingException {
        assertThat(text("币安人生")).isEqualTo("币安人生");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> cache.text(new byte[] {'a', (byte) 0xC3, 'b'}, 0, 3))
                .isInstanceOf(CharacterCodingException.class);
    }

    private String text(String text) throws CharacterCodingException {
        byte[] bytes = ("(" + text + ")").getBytes(StandardCharsets.UTF_8);
        return cache.text(bytes, 1, bytes.length - 2);
    }
}
