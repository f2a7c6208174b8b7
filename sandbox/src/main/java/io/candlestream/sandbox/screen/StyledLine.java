package io.candlestream.sandbox.screen;

import io.candlestream.runtime.terminal.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** A line in the making, never wider than the terminal. */
final class StyledLine {
    private final TerminalStyle look;
    private final int most;
    private final List<Part> parts = new ArrayList<>();
    private int width;

    private record Part(String text, TextStyle tone) {}

    /** @param most its columns at most */
    StyledLine(TerminalStyle look, int most) {
        this.look = look;
        this.most = most;
    }

    /** Adds {@code text}, or as much of it as there is room for. */
    StyledLine add(String text, TextStyle tone) {
        String cut = look.cut(text, most - width);
        parts.add(new Part(cut, tone));
        width += TextWidth.of(cut);
        return this;
    }

    /** Adds {@code text} behind two blanks if there is room for all of it. */
    StyledLine addWhole(String text, TextStyle tone) {
        return TextWidth.of(text) + 2 <= most - width
                ? add("  ", TextStyle.PLAIN).add(text, tone)
                : this;
    }

    /** Adds {@code text} at the right end if there is room for all of it. */
    StyledLine addRight(String text, TextStyle tone) {
        int gap = most - width - TextWidth.of(text);
        return gap >= 2 ? add(" ".repeat(gap), TextStyle.PLAIN).add(text, tone) : this;
    }

    /** Adds {@code text} in a column of {@code columns}, at its left. */
    StyledLine left(String text, int columns, TextStyle tone) {
        String cut = look.cut(text, columns);
        return add(cut, tone).add(" ".repeat(columns - TextWidth.of(cut)), TextStyle.PLAIN);
    }

    /** Adds {@code text} in a column of {@code columns}, at its right. */
    StyledLine right(String text, int columns, TextStyle tone) {
        String cut = look.cut(text, columns);
        return add(" ".repeat(columns - TextWidth.of(cut)), TextStyle.PLAIN).add(cut, tone);
    }

    /** The line with its colours, where the terminal may have them. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        parts.forEach(part -> line.append(look.colour() ? part.tone().of(part.text()) : part.text()));
        return line.toString().stripTrailing();
    }
}
