package io.candlestream.runtime.terminal;

/** How many columns of a terminal a text takes: two for Chinese, Japanese and Korean characters and for pictures, none for marks. */
public final class TextWidth {
    private TextWidth() {}

    /** The columns of {@code text}. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** {@code text} where it fits into {@code most} columns, else its beginning with {@code end} behind it. */
    public static String cut(String text, int most, String end) {
        if (of(text) <= most) {
            return text;
        }
        int room = most - of(end);
        if (room < 0) {
            return "";
        }
        int used = 0;
        int at = 0;
        while (used + of(text.codePointAt(at)) <= room) {
            used += of(text.codePointAt(at));
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(0, at) + end;
    }

    /** The columns of one character. */
    public static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** Source: Unicode's EastAsianWidth.txt, the ranges of W and F, rounded to their blocks. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
