package io.candlestream.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many columns a text takes. */
class TextWidthTest {
    @Test
    void chineseCharactersTakeTwoColumnsAndMarksNone() {
        assertThat(TextWidth.of("bitcoin")).isEqualTo(7);
        assertThat(TextWidth.of("币安人生USDT")).isEqualTo(12);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.of("🚀")).isEqualTo(2);
    }

    @Test
    void aTextIsCutToItsRoom() {
        assertThat(TextWidth.cut("bitcoin", 7, "…")).isEqualTo("bitcoin");
        assertThat(TextWidth.cut("bitcoin", 6, "…")).isEqualTo("bitco…");
        assertThat(TextWidth.cut("币安人生", 6, "…")).isEqualTo("币安…");
        assertThat(TextWidth.cut("bitcoin", 1, "…")).isEqualTo("…");
        assertThat(TextWidth.cut("bitcoin", 0, "…")).isEmpty();
    }
}
