package io.candlestream.tools.output;

import io.candlestream.tools.access.StoredRow;
import java.util.List;
import java.util.function.Consumer;

/** The rows of an export as lines of CSV, below one with the names of the columns. */
public final class CsvLines implements ExportFormat {
    private final Consumer<String> lines;
    private final CsvRows csv;
    private List<String> columns = List.of();

    /** @param lines takes them one by one */
    public CsvLines(Consumer<String> lines, CsvRows csv) {
        this.lines = lines;
        this.csv = csv;
    }

    @Override
    public void begin(List<String> wanted) {
        columns = wanted;
        lines.accept(String.join(",", columns));
    }

    @Override
    public void row(StoredRow row) {
        lines.accept(csv.line(row, columns));
    }

    @Override
    public void end() {
        // The last line is the last row.
    }
}
