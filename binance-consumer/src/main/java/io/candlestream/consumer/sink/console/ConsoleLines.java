package io.candlestream.consumer.sink.console;

import io.candlestream.consumer.sink.SinkResult;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The newest rows that a task has written, as text.
 *
 * @param headings the names of the fields
 * @param lines newest first
 */
record ConsoleLines(List<String> headings, List<Line> lines) implements SinkResult {
    private static final long serialVersionUID = 1;

    /** A row as text, with the clustering key by which it is ordered. */
    record Line(long clustering, List<String> cells) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** The newest {@code count} of {@code lines}, newest first. */
    static List<Line> newest(Stream<Line> lines, int count) {
        return lines.sorted(Comparator.comparingLong(Line::clustering).reversed())
                .limit(count)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Prints an aligned table of them. */
    void print(PrintStream out) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(headings), lines.stream().map(Line::cells))
                .toList();
        List<Integer> widths = IntStream.range(0, headings.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        rows.forEach(row -> out.println(line(row, widths)));
        out.println();
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
