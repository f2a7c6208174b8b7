package io.candlestream.sandbox.screen;

/** What a part of a line means, and its colour by the terminal's own palette, which fits its background. */
enum TextStyle {
    PLAIN(""),
    TITLE("1"),
    QUIET("2"),
    GOOD("32"),
    BAD("31"),
    NOTICE("33"),
    DRAWN("36");

    private final String code;

    TextStyle(String code) {
        this.code = code;
    }

    String of(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
