package io.candlestream.sink.lake.command;

import java.time.LocalDate;
import org.apache.iceberg.Table;

/** What {@code lake compact} does, for tests of other packages. */
public final class Merge {
    private Merge() {}

    /** Merges the files of finished days and months; {@code today} is the first day that is not finished. */
    public static void days(Table table, String today) {
        new Compaction(table, LocalDate.parse(today), Compaction.Versions.NEWEST, line -> {}).run();
    }
}
