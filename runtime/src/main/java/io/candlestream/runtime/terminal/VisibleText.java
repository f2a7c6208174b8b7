package io.candlestream.runtime.terminal;

/**
 * Foreign text as a person may safely see it: what would steer a terminal, end a line or hide is written as its number. That is
 * the control characters (C0 with tab and line end, DEL, C1), the two other line ends, marks and orders of writing direction,
 * and what has no width.
 */
public final class VisibleText {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int LAST_C1 = 0x9f;

    private VisibleText() {}

    /** {@code text} with {@code \x1b} for ESC and the like, and {@code \u202e} beyond the first 256; itself if all is plain. */
    public static String of(String text) {
        return text.chars().noneMatch(c -> isHidden((char) c)) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(isHidden(c) ? number(c) : String.valueOf(c));
        }
        return shown.toString();
    }

    /** How a hidden character is written. */
    static String number(char c) {
        return c <= 0xff ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c);
    }

    static boolean isHidden(char c) {
        return c < FIRST_PRINTABLE
                || (c >= DELETE && c <= LAST_C1)
                || (c >= '\u200b' && c <= '\u200f') // no width, and marks of direction
                || (c >= '\u2028' && c <= '\u202e') // line ends, and orders of direction
                || (c >= '\u2060' && c <= '\u206f') // no width, and isolates
                || c == '\u061c'
                || c == '\ufeff';
    }
}
