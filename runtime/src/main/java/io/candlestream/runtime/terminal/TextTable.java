package io.candlestream.runtime.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints rows in columns; the first thousand rows decide the widths, so that no result has to fit into memory. */
public final class TextTable {
    private static final int DECIDING_ROWS = 1000;

    private final List<String> header;
    private final PrintStream out;
    private final List<List<String>> waiting = new ArrayList<>();
    private int[] widths = {};
    private long rows;

    public TextTable(List<String> header, PrintStream out) {
        this.header = visible(header);
        this.out = out;
    }

    /** Prints one row, or keeps it until the widths are decided. */
    public void add(List<String> row) {
        List<String> cells = visible(row);
        rows++;
        if (widths.length > 0) {
            line(cells);
            return;
        }
        waiting.add(cells);
        if (waiting.size() == DECIDING_ROWS) {
            printWaiting();
        }
    }

    /** A cell neither ends its line nor steers the terminal. */
    private static List<String> visible(List<String> cells) {
        return cells.stream().map(VisibleText::of).toList();
    }

    /** Prints what is left. */
    public void end() {
        if (widths.length == 0 && !header.isEmpty()) {
            printWaiting();
        }
    }

    /** Prints what is left, and the number of rows. */
    public void endWithCount() {
        end();
        out.println("(" + rows + (rows == 1 ? " row)" : " rows)"));
    }

    private void printWaiting() {
        widths = header.stream().mapToInt(String::length).toArray();
        for (List<String> cells : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).length());
            }
        }
        line(header);
        waiting.forEach(this::line);
        waiting.clear();
    }

    private void line(List<String> cells) {
        out.println(IntStream.range(0, cells.size())
                .mapToObj(i -> cells.get(i)
                        + " ".repeat(Math.max(0, widths[i] - cells.get(i).length())))
                .collect(Collectors.joining("  "))
                .stripTrailing());
    }
}
