package io.candlestream.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.terminal.TerminalSize.Size;
import org.junit.jupiter.api.Test;

/** What stty says of a terminal. */
class TerminalSizeTest {
    @Test
    void rowsComeBeforeColumns() {
        assertThat(TerminalSize.parse("24 80\n")).contains(new Size(80, 24));
    }

    @Test
    void aTerminalThatDoesNotKnowAndNoTerminalSayNothing() {
        assertThat(TerminalSize.parse("0 0\n")).isEmpty();
        assertThat(TerminalSize.parse("")).isEmpty();
        assertThat(TerminalSize.parse("stty: standard input: Inappropriate ioctl"))
                .isEmpty();
    }

    @Test
    void thereIsAlwaysASize() {
        assertThat(new TerminalSize().now()).satisfies(size -> {
            assertThat(size.width()).isPositive();
            assertThat(size.height()).isPositive();
        });
    }
}
