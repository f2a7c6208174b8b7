package io.candlestream.tools.output;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How one stream's table compares with what it has to be; its fields are plain data for a program. */
public interface StreamReport {
    /** Whether nothing is missing, differs or is there too much. */
    boolean equal();

    /**
     * Prints it for a person, the verdict last.
     *
     * @param width the columns of the terminal; empty for a file or a script, whose lines are never broken
     */
    void print(PrintStream out, OptionalInt width);

    /** All of a report: what is said of each pair, the first differences, and the verdict last. */
    static String text(List<?> pairs, List<String> differences, String verdict) {
        return Stream.of(pairs.stream().map(Object::toString), differences.stream(), Stream.of(verdict))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
