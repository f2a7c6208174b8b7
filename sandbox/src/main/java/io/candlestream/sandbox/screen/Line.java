package io.candlestream.sandbox.screen;

import io.candlestream.runtime.terminal.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** A line in the making, never wider than the terminal. */
final class Line {
    private final Look look;
    private final int most;
    private final List<Part> parts = new ArrayList<>();
    private int width;

    private record Part(String text, Tone tone) {}

    /** @param most its columns at most */
    Line(Look look, int most) {
        this.look = look;
        this.most = most;
    }

    /** Adds {@code text}, or as much of it as there is room for. */
    Line add(String text, Tone tone) {
        String cut = look.cut(text, most - width);
        parts.add(new Part(cut, tone));
        width += TextWidth.of(cut);
        return this;
    }

    /** Adds {@code text} behind two blanks if there is room for all of it. */
    Line addWhole(String text, Tone tone) {
        return TextWidth.of(text) + 2 <= most - width ? add("  ", Tone.PLAIN).add(text, tone) : this;
    }

    /** Adds {@code text} at the right end if there is room for all of it. */
    Line addRight(String text, Tone tone) {
        int gap = most - width - TextWidth.of(text);
        return gap >= 2 ? add(" ".repeat(gap), Tone.PLAIN).add(text, tone) : this;
    }

    /** Adds {@code text} in a column of {@code columns}, at its left. */
    Line left(String text, int columns, Tone tone) {
        String cut = look.cut(text, columns);
        return add(cut, tone).add(" ".repeat(columns - TextWidth.of(cut)), Tone.PLAIN);
    }

    /** Adds {@code text} in a column of {@code columns}, at its right. */
    Line right(String text, int columns, Tone tone) {
        String cut = look.cut(text, columns);
        return add(" ".repeat(columns - TextWidth.of(cut)), Tone.PLAIN).add(cut, tone);
    }

    /** The line with its colours, where the terminal may have them. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        parts.forEach(part -> line.append(look.colour() ? part.tone().of(part.text()) : part.text()));
        return line.toString().stripTrailing();
    }
}
