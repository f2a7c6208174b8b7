package io.candlestream.tools.output;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report that is a line about each pair, or asset, the first differences, and the verdict.
 *
 * @param <P> what was counted of a pair, whose text is its line
 */
public interface PairsReport<P> extends StreamReport {
    List<P> pairs();

    /** The first of them, a line each. */
    List<String> differences();

    /** The one line that a person and a script read. */
    String verdict();

    /** All of it, the verdict last. */
    default String text() {
        return Stream.of(pairs().stream().map(Object::toString), differences().stream(), Stream.of(verdict()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    @Override
    default void print(PrintStream out, OptionalInt width) {
        out.println(text());
    }

    /** What was counted, of all pairs. */
    default long sum(ToLongFunction<P> count) {
        return pairs().stream().mapToLong(count).sum();
    }
}
