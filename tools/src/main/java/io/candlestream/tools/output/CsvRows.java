package io.candlestream.tools.output;

import io.candlestream.runtime.number.ShortestDecimal;
import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The rows of an export as lines of CSV (RFC 4180, with bare line ends), below one with the table's names of the columns; empty for
 * what a row has not.
 */
public final class CsvRows implements ExportFormat {
    private final Consumer<String> lines;
    private final Times times;
    private List<String> columns = List.of();

    /** @param lines takes them one by one */
    public CsvRows(Consumer<String> lines, Times times) {
        this.lines = lines;
        this.times = times;
    }

    /** How a time is written. */
    public enum Times {
        /** {@code 2021-04-25T04:01:00Z}. */
        ISO,
        /** Milliseconds since 1970. */
        EPOCH;

        /** As a person types it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        String text(Instant time) {
            return this == ISO ? time.toString() : String.valueOf(time.toEpochMilli());
        }
    }

    @Override
    public void begin(List<String> wanted) {
        columns = wanted;
        lines.accept(String.join(",", columns));
    }

    @Override
    public void row(StoredRow row) {
        lines.accept(columns.stream().map(column -> cell(row.value(column))).collect(Collectors.joining(",")));
    }

    @Override
    public void end() {
        // The last line is the last row.
    }

    String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return ShortestDecimal.text(number);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Instant time ? times.text(time) : quoted(value.toString());
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
