package io.candlestream.consumer.sink.console;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Keeps the newest of a task's rows as text. */
final class ConsoleWriter<R extends Row> implements SinkWriter<R> {
    private final List<String> headings;
    private final List<Function<R, String>> cells;
    private final int rows;
    private List<ConsoleLines.Line> newest = List.of();

    /** @param rows how many rows of a batch are shown */
    ConsoleWriter(RowLayout<R> layout, int rows) {
        this.headings = layout.shownFields().stream().map(Field::name).toList();
        this.cells = layout.shownFields().stream().map(FieldText::of).toList();
        this.rows = rows;
    }

    @Override
    public void write(Collection<List<R>> groups) {
        Stream<ConsoleLines.Line> lines = groups.stream()
                .map(group -> group.subList(Math.max(0, group.size() - rows), group.size()))
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Row::clustering).reversed())
                .limit(rows) // text is made of those alone that are shown
                .map(row -> new ConsoleLines.Line(
                        row.clustering(),
                        cells.stream().map(cell -> cell.apply(row)).toList()));
        newest = ConsoleLines.newest(Stream.concat(newest.stream(), lines), rows);
    }

    @Override
    public Optional<SinkResult> result() {
        return newest.isEmpty() ? Optional.empty() : Optional.of(new ConsoleLines(headings, newest));
    }

    @Override
    public void close() {}
}
