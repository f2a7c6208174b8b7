package io.candlestream.consumer.sink.console;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints a batch's newest rows as an aligned table, for debugging. */
final class ConsoleTable {
    private ConsoleTable() {}

    static void print(PrintStream out, List<String> headings, List<ConsoleLines.Line> lines) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(headings), lines.stream().map(ConsoleLines.Line::cells))
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
