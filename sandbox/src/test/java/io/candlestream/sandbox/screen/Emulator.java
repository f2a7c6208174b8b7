package io.candlestream.sandbox.screen;

import io.candlestream.runtime.terminal.TextWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small terminal: it obeys what {@link DemoScreen} sends, wraps what is too long, scrolls at its end, and breaks its lines again when
 * it gets another width, as tmux and xterm do. It refuses every other order.
 */
final class Emulator {
    private static final Pattern ORDER = Pattern.compile("\u001b\\[(\\d*)([A-Za-z])");

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int width;
    private int height;
    private List<Row> rows = new ArrayList<>();
    private int x;
    private int y;
    private int scrolled;

    /** One row of cells; {@code wrapped} when the text goes on in the next. A wide character takes its cell and an empty one. */
    private static final class Row {
        private final List<String> cells = new ArrayList<>();
        private boolean wrapped;

        String text() {
            return String.join("", cells).stripTrailing();
        }
    }

    Emulator(int width, int height) {
        this.width = width;
        this.height = height;
        fill();
    }

    PrintStream out() {
        return new PrintStream(sent, true, StandardCharsets.UTF_8);
    }

    /** What a person sees, a row each. */
    List<String> screen() {
        play();
        return rows.stream().map(Row::text).toList();
    }

    /** How many rows have left the screen at its top. */
    int scrolled() {
        play();
        return scrolled;
    }

    /** All that was sent and not yet played, as text. */
    String raw() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    void resize(int newWidth, int newHeight) {
        play();
        List<Row> before = rows;
        int cursor = y;
        rows = new ArrayList<>();
        width = newWidth;
        height = newHeight;
        y = -1;
        x = 0;
        boolean goesOn = false;
        int newCursor = 0;
        for (int i = 0; i <= Math.max(cursor, lastUsed(before)); i++) {
            if (!goesOn) {
                rows.add(new Row());
                y = rows.size() - 1;
                x = 0;
            }
            before.get(i).text().codePoints().forEach(this::put);
            goesOn = before.get(i).wrapped;
            newCursor = i == cursor ? y : newCursor;
        }
        y = newCursor;
        x = 0;
        while (rows.size() > height) {
            rows.remove(0);
            scrolled++;
            y--;
        }
        y = Math.max(0, y);
        fill();
    }

    private static int lastUsed(List<Row> rows) {
        int last = 0;
        for (int i = 0; i < rows.size(); i++) {
            last = rows.get(i).text().isEmpty() ? last : i;
        }
        return last;
    }

    private void fill() {
        while (rows.size() < height) {
            rows.add(new Row());
        }
    }

    private void play() {
        String text = raw();
        sent.reset();
        Matcher order = ORDER.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '\u001b') {
                if (!order.region(at, text.length()).lookingAt()) {
                    throw new AssertionError("no order that is known: "
                            + text.substring(at)
                                    .codePoints()
                                    .limit(8)
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining(" ")));
                }
                obey(order.group(2).charAt(0), order.group(1));
                at = order.end();
            } else {
                int c = text.codePointAt(at);
                type(c);
                at += Character.charCount(c);
            }
        }
    }

    private void obey(char order, String number) {
        switch (order + number) {
            case "H" -> {
                x = 0;
                y = 0;
            }
            case "K2" -> rows.set(y, new Row());
            case "J" -> {
                rows.get(y)
                        .cells
                        .subList(
                                Math.min(x, rows.get(y).cells.size()),
                                rows.get(y).cells.size())
                        .clear();
                Collections.fill(rows.subList(y + 1, height), null);
                rows.removeIf(row -> row == null);
                fill();
            }
            default -> {
                if (order != 'm') {
                    throw new AssertionError("the order " + number + order + " is not known here");
                }
            }
        }
    }

    private void type(int c) {
        if (c == '\n') {
            x = 0; // a terminal's driver sends a carriage return before it
            down();
        } else if (c == '\r') {
            x = 0;
        } else {
            put(c);
        }
    }

    private void put(int c) {
        int columns = TextWidth.of(c);
        if (x + columns > width) {
            rows.get(y).wrapped = true;
            down();
            x = 0;
        }
        List<String> cells = rows.get(y).cells;
        while (cells.size() < x + columns) {
            cells.add(" ");
        }
        cells.set(x, Character.toString(c));
        if (columns == 2) {
            cells.set(x + 1, "");
        }
        x += columns;
    }

    private void down() {
        y++;
        if (y == rows.size()) {
            rows.add(new Row());
        }
        if (rows.size() > height && y >= height) {
            rows.remove(0);
            scrolled++;
            y--;
        }
    }
}
