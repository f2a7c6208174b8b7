package io.candlestream.sink.lake.command;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;

/** Of which day or month the rows of a file are, by its partition: Iceberg counts both from 1970 on. */
record FilePlaces(Table table) {
    private static final int MONTHS = 12;

    /** Whether it is of a day; else of a symbol and month. */
    boolean isOfDay(DataFile file) {
        return file.specId() == table.spec().specId();
    }

    LocalDate day(DataFile file) {
        return LocalDate.ofEpochDay(file.partition().get(0, Integer.class));
    }

    YearMonth month(DataFile file) {
        if (isOfDay(file)) {
            return YearMonth.from(day(file));
        }
        int months = file.partition().get(1, Integer.class);
        return YearMonth.of(
                LocalDate.EPOCH.getYear() + Math.floorDiv(months, MONTHS), Math.floorMod(months, MONTHS) + 1);
    }

    String symbol(DataFile merged) {
        return text(merged.partition().get(0, Object.class));
    }

    /** Of a symbol, which a record need not have. */
    static String text(Object symbol) {
        return Objects.toString(symbol, "");
    }

    /** The partitions by symbol and month. */
    PartitionSpec merged() {
        return table.specs().values().stream()
                .filter(spec -> spec.fields().size() == 2)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("Cannot merge " + table.name() + ": it is not of our making"));
    }
}
