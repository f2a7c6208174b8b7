package io.candlestream.consumer.sink.console;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.runtime.terminal.TextTable;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The newest rows that a task has written, as text.
 *
 * @param headings the names of the fields
 * @param lines newest first
 */
record ConsoleLines(List<String> headings, List<Line> lines) implements SinkResult {
    /** A row as text, with the clustering key by which it is ordered. */
    record Line(long clustering, List<String> cells) implements Serializable {}

    /** The newest {@code count} of {@code lines}, newest first. */
    static List<Line> newest(Stream<Line> lines, int count) {
        return lines.sorted(Comparator.comparingLong(Line::clustering).reversed())
                .limit(count)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    void print(PrintStream out) {
        TextTable table = new TextTable(headings, out);
        lines.forEach(line -> table.add(line.cells()));
        table.end();
        out.println();
    }
}
