package io.candlestream.sink.lake.command;

import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.sink.lake.OpenLake;
import io.candlestream.sink.lake.read.ScanFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Brings months of the past into a stream's table as the nightly merge would leave them: one file a symbol and month, sorted by time. A row
 * that is stored already in this version or a newer one is left out, so a month that comes again changes nothing.
 */
public final class LakeLoad<R extends Row> implements AutoCloseable {
    private static final String SYMBOL = "symbol";
    private static final String VERSION = "version";
    private static final long MICROS = 1000;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final OpenLake lake;
    private final RowLayout<R> layout;
    private final Table table;
    /** Begins the names of all files of this load. */
    private final String name = "loaded-" + UUID.randomUUID();

    private final AtomicInteger number = new AtomicInteger();

    private LakeLoad(OpenLake lake, RowLayout<R> layout, Table table) {
        this.lake = lake;
        this.layout = layout;
        this.table = table;
    }

    /**
     * Opens the lake of the sink whose block of settings this is.
     *
     * @param layout of rows whose key is a name and a time
     * @throws FatalException when it cannot be opened, or holds a table that cannot take such rows
     */
    public static <R extends Row> LakeLoad<R> open(Settings block, RowLayout<R> layout) {
        OpenLake lake = OpenLake.of(block);
        try {
            return new LakeLoad<>(lake, layout, lake.prepared(layout));
        } catch (RuntimeException e) {
            lake.close();
            throw e instanceof FatalException ? e : failed(lake, e);
        }
    }

    private static FatalException failed(OpenLake lake, Exception e) {
        return new FatalException(
                "Cannot load into the lake at " + lake + ": " + RootCause.message(RootCause.innermost(e)), e);
    }

    /** Of the table: another one that is made under its name has another. */
    public String id() {
        return table.uuid().toString();
    }

    /** Its name, without the namespace. */
    public String table() {
        return OpenLake.name(layout);
    }

    /**
     * What stands in a column of text, short ones, in rows of some partition keys, as the bounds of the files tell that may have such rows; the files
     * themselves stay where they are.
     *
     * @param keys of a partition key that is one text
     */
    public Set<String> bounds(String column, Collection<String> keys) {
        try {
            Table now = lake.prepared(layout);
            Schema some = now.schema().select(column);
            Set<String> found = new TreeSet<>();
            ScanFiles.each(
                    now.newScan()
                            .filter(Expressions.in(layout.partitionKey().get(0), keys))
                            .includeColumnStats(),
                    file -> found.addAll(new FileBounds(file, some).texts(0)));
            return found;
        } catch (RuntimeException e) {
            throw failed(lake, e);
        }
    }

    /** Begins the names of its files, of no other one's. */
    public String name() {
        return name;
    }

    /** Deletes what a load that was killed has written and not committed. */
    public void deleteLeftovers(String nameOfIt) {
        try {
            Table now = lake.prepared(layout);
            new LakeCheck(now, Duration.ZERO, System.currentTimeMillis() + 1)
                    .orphans().stream().filter(file -> file.contains(nameOfIt)).forEach(now.io()::deleteFile);
        } catch (RuntimeException e) {
            throw failed(lake, e);
        }
    }

    /** Begins a commit of several symbols. */
    public Month begin() {
        try {
            return new Month(lake.prepared(layout));
        } catch (RuntimeException e) {
            throw failed(lake, e);
        }
    }

    @Override
    public void close() {
        lake.close();
    }

    /** Files that belong to the table once they are committed. For one thread. */
    public final class Month implements AutoCloseable {
        private final Table now;
        private final RowOrder order;
        private final FilePlaces places;
        private final Function<R, StructLike> values;
        private final List<MergedFiles> written = new ArrayList<>();
        private final List<DataFile> made = new ArrayList<>();
        private final List<DataFile> replaced = new ArrayList<>();
        private boolean mine = true;

        private Month(Table now) {
            this.now = now;
            this.order = RowOrder.of(now);
            this.places = new FilePlaces(now);
            this.values = OpenLake.rows(layout, now.schema());
        }

        /**
         * Writes the rows of one symbol.
         *
         * @param rows of one partition key, in order; gone through twice
         * @param from the time of the first of them, {@code to} that of the last, epoch milliseconds
         */
        public void write(String symbol, Iterable<R> rows, long from, long to) {
            try {
                List<DataFile> stored = files(symbol, from, to);
                if (stored.isEmpty()) {
                    MergedFiles files = files();
                    rows.forEach(row -> files.add(values.apply(row)));
                    made.addAll(files.finish());
                } else {
                    complete(symbol, rows, stored);
                }
            } catch (RuntimeException e) {
                throw failed(lake, e);
            }
        }

        private MergedFiles files() {
            MergedFiles files = new MergedFiles(
                    now, places.merged(), order, Compaction.Versions.NEWEST, name + "-" + number.getAndIncrement());
            written.add(files);
            return files;
        }

        /** Those that may hold a row of {@code symbol} in the months of the two times. */
        private List<DataFile> files(String symbol, long from, long to) {
            Expression wanted = Expressions.and(
                    Expressions.equal(SYMBOL, symbol),
                    Expressions.and(
                            Expressions.greaterThanOrEqual(layout.clusteringKey(), beginOf(month(from))),
                            Expressions.lessThan(
                                    layout.clusteringKey(), beginOf(month(to).plusMonths(1)))));
            List<DataFile> files = new ArrayList<>();
            ScanFiles.each(now.newScan().filter(wanted), file -> files.add(file.copy()));
            return files;
        }

        private static YearMonth month(long time) {
            return YearMonth.from(Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC));
        }

        private static long beginOf(YearMonth month) {
            return month.atDay(1).toEpochDay() * DAY_MICROS;
        }

        /** A file of the symbol's month is replaced by one with the rows that it lacks; the rows of days stay where they are. */
        private void complete(String symbol, Iterable<R> rows, List<DataFile> stored) {
            Map<Key, Long> versions = versions(symbol, stored);
            List<DataFile> old =
                    stored.stream().filter(file -> !places.isOfDay(file)).toList();
            try (SortedRuns sorted = new SortedRuns(now.schema(), order)) {
                long newer = 0;
                for (R row : rows) {
                    Long known = versions.get(new Key(row.partition(), row.clustering()));
                    if (known == null || known < row.version()) {
                        sorted.add(values.apply(row));
                        newer++;
                    }
                }
                if (newer > 0) {
                    old.forEach(file -> LakeRows.each(now, file, now.schema(), sorted::add));
                    MergedFiles files = files();
                    sorted.forEach(files::add);
                    made.addAll(files.finish());
                    replaced.addAll(old);
                }
            }
        }

        /** The newest that is stored of each row. */
        private Map<Key, Long> versions(String symbol, List<DataFile> files) {
            Schema some = now.schema().select(SYMBOL, layout.partitionKey().get(0), layout.clusteringKey(), VERSION);
            List<Integer> at = LakeRows.places(
                    some, List.of(SYMBOL, layout.partitionKey().get(0), layout.clusteringKey(), VERSION));
            Map<Key, Long> versions = new HashMap<>();
            for (DataFile file : files) {
                LakeRows.each(now, file, some, row -> {
                    if (row.get(at.get(0), Object.class).toString().equals(symbol)) {
                        versions.merge(
                                new Key(
                                        row.get(at.get(1), Object.class).toString(),
                                        row.get(at.get(2), Long.class) / MICROS),
                                row.get(at.get(3), Long.class),
                                Math::max);
                    }
                });
            }
            return versions;
        }

        /** All files in one transaction. */
        public void commit() {
            if (made.isEmpty()) {
                return;
            }
            try {
                Transaction transaction = now.newTransaction();
                if (!replaced.isEmpty()) {
                    DeleteFiles delete = transaction.newDelete().validateFilesExist();
                    replaced.forEach(delete::deleteFile);
                    delete.commit();
                }
                AppendFiles append = transaction.newAppend();
                made.forEach(append::appendFile);
                append.commit();
                mine = false;
                transaction.commitTransaction();
            } catch (ValidationException | CommitFailedException e) { // else it may be there all the same
                mine = true;
                throw failed(lake, e);
            } catch (RuntimeException e) {
                throw failed(lake, e);
            }
        }

        /** Deletes what was not committed. */
        @Override
        public void close() {
            if (mine) {
                written.forEach(MergedFiles::delete);
            }
        }
    }

    private record Key(String name, long time) {}
}
