package io.candlestream.tools.output;

import io.candlestream.history.TimeArgument;
import io.candlestream.tools.access.StoredRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;

/** What an export writes of a stream, in whatever format, and what it has written. */
public final class RowExport {
    private final ExportFormat format;
    private final Instant from;
    private final Instant to;
    private final LongSummaryStatistics written = new LongSummaryStatistics();

    /**
     * @param format takes the rows one by one
     * @param from the time of the first row
     * @param to the end, excluded
     */
    public RowExport(ExportFormat format, Instant from, Instant to) {
        this.format = format;
        this.from = from;
        this.to = to;
    }

    /** Where the wanted rows begin. */
    public Instant from() {
        return from;
    }

    /** Where they end, excluded. */
    public Instant to() {
        return to;
    }

    /** Before the first row: which columns of it are wanted. */
    public void begin(List<String> columns) {
        format.begin(columns);
    }

    /** Writes a row, which is of that time, if it is wanted. */
    public void row(StoredRow row, Instant time) {
        if (!time.isBefore(from) && time.isBefore(to)) {
            format.row(row);
            written.accept(time.toEpochMilli());
        }
    }

    /**
     * What was written, for a person.
     *
     * @param item what a row is, such as candle
     * @param subject whose they are, such as asset, and {@code subjects}, how many of these there are
     */
    public String text(String item, String subject, int subjects) {
        long items = written.getCount();
        return String.format(Locale.ROOT, "%,d %s", items, items == 1 ? item : item + "s")
                + (subjects == 1 ? "" : " of " + subjects + " " + subject + "s")
                + (items == 0
                        ? " (./candlestream list says what is stored)"
                        : ", " + time(written.getMin()) + " to " + time(written.getMax()) + ",");
    }

    private static String time(long epochMilli) {
        return TimeArgument.text(Instant.ofEpochMilli(epochMilli));
    }
}
