package io.candlestream.sink.lake.command;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.sink.lake.read.ScanFiles;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;

/**
 * Merges the files of finished days into one a day, and those of finished months into one a symbol and month, sorted by time. Rows
 * that are there twice end there once. What is written meanwhile stays untouched: a commit of the writer and one of ours are in
 * each other's way no more than two of the writer are.
 *
 * @param today the first day that is not finished
 */
record Compaction(Table table, LocalDate today, Versions versions, Consumer<String> out) {
    /** Which versions of a row stay. */
    enum Versions {
        /** And of a closed candle, or a trade, each that said something else. */
        NEWEST,
        EACH
    }

    /**
     * Returns how many files were merged into others.
     *
     * @throws FatalException when a month or a day could not be merged, once all others are
     */
    long run() {
        table.refresh();
        FilePlaces places = new FilePlaces(table);
        List<String> failures = new ArrayList<>();
        long merged = 0;
        for (Map.Entry<YearMonth, List<DataFile>> month : byMonth(places).entrySet()) {
            if (month.getKey().atEndOfMonth().isBefore(today)) {
                merged += attempt(month.getKey(), () -> mergeMonth(places, month.getValue()), failures);
            } else {
                for (Map.Entry<LocalDate, List<DataFile>> day :
                        byDay(places, month.getValue()).entrySet()) {
                    merged += attempt(day.getKey(), () -> mergeDay(day.getValue()), failures);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new FatalException(failures.get(0)
                    + (failures.size() == 1 ? "" : ", and " + (failures.size() - 1) + " more as above"));
        }
        return merged;
    }

    private long attempt(Temporal when, LongSupplier merge, List<String> failures) {
        try {
            return merge.getAsLong();
        } catch (RuntimeException e) {
            failures.add(
                    "Cannot merge " + when + " of " + table.name() + ": " + RootCause.message(RootCause.innermost(e)));
            out.accept(failures.get(failures.size() - 1));
            return 0;
        }
    }

    private Map<YearMonth, List<DataFile>> byMonth(FilePlaces places) {
        Map<YearMonth, List<DataFile>> months = new TreeMap<>();
        ScanFiles.each(table.newScan(), file -> months.computeIfAbsent(places.month(file), month -> new ArrayList<>())
                .add(file));
        return months;
    }

    /** A symbol of which nothing new came keeps its file. */
    private long mergeMonth(FilePlaces places, List<DataFile> files) {
        List<DataFile> days = files.stream().filter(places::isOfDay).toList();
        if (days.isEmpty()) {
            return 0;
        }
        try (SortedRuns rows = new SortedRuns(table.schema(), RowOrder.of(table))) {
            Set<String> symbols = new HashSet<>();
            int symbol = table.schema().columns().indexOf(table.schema().findField("symbol"));
            days.forEach(file -> LakeRows.each(table, file, table.schema(), row -> {
                symbols.add(FilePlaces.text(row.get(symbol, Object.class)));
                rows.add(row);
            }));
            List<DataFile> old = new ArrayList<>(days);
            files.stream()
                    .filter(file -> !places.isOfDay(file) && symbols.contains(places.symbol(file)))
                    .forEach(file -> {
                        old.add(file);
                        LakeRows.each(table, file, table.schema(), rows::add);
                    });
            return replace(old, rows, places.merged());
        }
    }

    /** The finished days. */
    private Map<LocalDate, List<DataFile>> byDay(FilePlaces places, List<DataFile> files) {
        Map<LocalDate, List<DataFile>> days = new TreeMap<>();
        files.stream()
                .filter(places::isOfDay)
                .filter(file -> places.day(file).isBefore(today))
                .forEach(file -> days.computeIfAbsent(places.day(file), day -> new ArrayList<>())
                        .add(file));
        return days;
    }

    private long mergeDay(List<DataFile> files) {
        if (files.size() == 1) {
            return 0;
        }
        try (SortedRuns rows = new SortedRuns(table.schema(), RowOrder.of(table))) {
            files.forEach(file -> LakeRows.each(table, file, table.schema(), rows::add));
            return replace(files, rows, table.spec());
        }
    }

    /** Returns how many files were replaced by those of {@code rows}. */
    long replace(List<DataFile> old, SortedRuns rows, PartitionSpec spec) {
        MergedFiles files = new MergedFiles(table, spec, RowOrder.of(table), versions, "merged-" + UUID.randomUUID());
        boolean written = false;
        List<DataFile> made;
        try {
            rows.forEach(files::add);
            made = files.finish();
            written = true;
        } finally {
            if (!written) {
                files.delete();
            }
        }
        RewriteFiles rewrite =
                table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
        old.forEach(rewrite::deleteFile);
        for (DataFile file : made) { // a table that names a missing one cannot be read
            if (!table.io().newInputFile(file.location()).exists()) {
                files.delete();
                throw new FatalException("Cannot merge files of " + table.name() + ": another program has deleted "
                        + file.location() + " (nothing has changed; merge again)");
            }
            rewrite.addFile(file);
        }
        rewrite.commit();
        long before = old.stream().mapToLong(DataFile::recordCount).sum();
        out.accept(table.name() + ": " + old.size() + " files with " + before + " rows merged into " + made.size()
                + " with " + files.rows());
        return old.size();
    }
}
