package io.candlestream.runtime.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line of text broken between its words where a terminal would break it within them; what follows is indented. */
public final class FoldedLine {
    private static final String INDENT = "  ";

    private FoldedLine() {}

    /** {@code line} in pieces of at most {@code width} columns; a word that is wider stays whole. */
    public static List<String> of(String line, int width) {
        List<String> pieces = new ArrayList<>();
        String rest = line;
        while (TextWidth.of(rest) > width) {
            int cut = lastGap(rest, width);
            if (cut < 0) {
                break;
            }
            pieces.add(rest.substring(0, cut).stripTrailing());
            rest = INDENT + rest.substring(cut).strip();
        }
        pieces.add(rest);
        return pieces;
    }

    /** The last gap that leaves at most {@code width} columns before it, rather between two facts than within one; -1 for none. */
    private static int lastGap(String line, int width) {
        int indent = line.length() - line.stripLeading().length();
        int gap = -1;
        int wide = -1;
        for (int i = indent + 1; i < line.length() && TextWidth.of(line.substring(0, i)) <= width; i++) {
            if (line.charAt(i) == ' ') {
                gap = i;
                wide = line.startsWith(INDENT, i) ? i : wide;
            }
        }
        return wide > width / 2 ? wide : gap;
    }
}
