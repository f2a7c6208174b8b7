package io.candlestream.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldedLineTest {
    @Test
    void whatFitsStaysAsItIs() {
        assertThat(FoldedLine.of("stored 12  missing 0", 20)).containsExactly("stored 12  missing 0");
        assertThat(FoldedLine.of("", 20)).containsExactly("");
    }

    @Test
    void breaksBetweenTwoFactsRatherThanWithinOne() {
        assertThat(FoldedLine.of("stored 12  missing 0  extra 3", 26))
                .containsExactly("stored 12  missing 0", "  extra 3");
    }

    @Test
    void breaksBetweenWordsWhereThereIsNoOtherGap() {
        assertThat(FoldedLine.of("one two three four five six", 12))
                .containsExactly("one two", "  three four", "  five six");
    }

    @Test
    void aWordThatIsWiderThanTheTerminalStaysWhole() {
        assertThat(FoldedLine.of("see /a/very/long/path/of/a/file now", 10))
                .containsExactly("see", "  /a/very/long/path/of/a/file now");
    }
}
