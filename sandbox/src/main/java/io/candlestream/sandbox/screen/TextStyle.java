package io.candlestream.sandbox.screen;

import picocli.CommandLine.Help.Ansi.Style;

/** What a part of a line means, and its colour by the terminal's own palette, which fits its background. */
enum TextStyle {
    PLAIN(Style.reset),
    TITLE(Style.bold),
    QUIET(Style.faint),
    GOOD(Style.fg_green),
    BAD(Style.fg_red),
    NOTICE(Style.fg_yellow),
    DRAWN(Style.fg_cyan);

    private final Style style;

    TextStyle(Style style) {
        this.style = style;
    }

    String of(String text) {
        return this == PLAIN || text.isEmpty() ? text : style.on() + text + Style.reset.on();
    }
}
