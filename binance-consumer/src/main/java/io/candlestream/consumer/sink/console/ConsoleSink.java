package io.candlestream.consumer.sink.console;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows the newest rows of each batch on the driver's console, a table for each stream.
 *
 * @param rows how many rows of a stream, at most
 */
record ConsoleSink(String name, int rows) implements Sink {
    @Override
    public String target(RowLayout<?> layout) {
        return "console";
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new ConsoleWriter<>(layout, rows);
    }

    @Override
    public void commit(long batchId, List<SinkResult> results) {
        print(System.out, results);
    }

    void print(PrintStream out, List<SinkResult> results) {
        results.stream()
                .map(ConsoleLines.class::cast)
                .collect(Collectors.groupingBy(ConsoleLines::headings, LinkedHashMap::new, Collectors.toList()))
                .forEach((headings, tasks) -> new ConsoleLines(
                                headings,
                                ConsoleLines.newest(tasks.stream().flatMap(task -> task.lines().stream()), rows))
                        .print(out));
    }
}
