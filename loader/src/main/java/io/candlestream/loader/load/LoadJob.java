package io.candlestream.loader.load;

import io.candlestream.loader.archive.ArchiveMonths;
import io.candlestream.loader.archive.KlineFile;
import io.candlestream.loader.archive.MonthOfCandles;
import io.candlestream.loader.node.NodeImport;
import io.candlestream.loader.node.NodeSchema;
import io.candlestream.loader.sstable.CandlePartition;
import io.candlestream.loader.sstable.CassandraFiles;
import io.candlestream.loader.sstable.MonthWriter;
import io.candlestream.loader.sstable.TableDefinition;
import io.candlestream.loader.sstable.WrittenFile;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import io.candlestream.schema.KlineVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Loads the files of many months: each month becomes one file of Cassandra with all symbols in the order of their tokens, is held
 * against the table of that moment, imported and noted as done. A month is loaded wholly or not at all.
 *
 * @param exchange its name in the identity of candles
 * @param folder where the files are written: on the node's machine, and open to its user
 * @param threads that write, each a month
 */
public record LoadJob(
        NodeSchema schema,
        NodeImport node,
        CassandraFiles.Way way,
        String format,
        AssetNames names,
        String exchange,
        Interval interval,
        Path folder,
        int threads) {
    /** What came of it. */
    public record Result(long rows, int months, int monthsBefore, long offGrid, double seconds) {}

    /**
     * Loads what is not loaded yet.
     *
     * @param again also what is
     * @throws FatalException in one line, when a month cannot be loaded; those before it stay, and are done
     */
    public Result run(ArchiveMonths archive, boolean again, Optional<PrintStream> terminal) {
        TableDefinition table = schema.definition();
        table.requireCandles();
        Path own = folder.resolve(table.id() + "-" + interval.code());
        try (LoadedFiles done = LoadedFiles.open(own.resolve("loaded"))) {
            if (again) {
                done.clear();
            }
            removeLeftovers(own);
            SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> open = open(archive, done);
            Run run = new Run(table, new CassandraFiles(table, way, format), own, done, progress(open, terminal));
            run.all(open);
            run.progress.end();
            return new Result(
                    run.rows, open.size(), archive.files().size() - open.size(), run.offGrid, run.progress.seconds());
        }
    }

    /** What a load that was killed had written and not imported; it is written again. */
    private static void removeLeftovers(Path own) {
        try (Stream<Path> files = Files.walk(own)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(own) && !path.equals(own.resolve("loaded"))) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new FatalException("Cannot empty " + own + ": " + e.getMessage(), e);
        }
    }

    /** The months that have a file which is not loaded, with the symbols of such files, and all of theirs. */
    private static SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> open(
            ArchiveMonths archive, LoadedFiles done) {
        SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> open = new TreeMap<>();
        archive.files()
                .forEach((month, symbols) -> symbols.forEach((symbol, files) -> {
                    if (!files.stream().allMatch(done::has)) {
                        open.computeIfAbsent(month, key -> new TreeMap<>()).put(symbol, files);
                    }
                }));
        return open;
    }

    private static LoadProgress progress(
            SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> open, Optional<PrintStream> terminal) {
        return new LoadProgress(
                terminal,
                open.values().stream()
                        .flatMap(month -> month.values().stream())
                        .mapToLong(Run::bytes)
                        .sum());
    }

    private final class Run {
        private final TableDefinition table;
        private final CassandraFiles files;
        private final Path own;
        private final LoadedFiles done;
        private final LoadProgress progress;
        private final long loadedAt = System.currentTimeMillis();
        private volatile boolean stopped;
        private long rows;
        private long offGrid;

        Run(TableDefinition table, CassandraFiles files, Path own, LoadedFiles done, LoadProgress progress) {
            this.table = table;
            this.files = files;
            this.own = own;
            this.done = done;
            this.progress = progress;
        }

        /** The first that fails ends the others before their import. */
        void all(SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> months) {
            ExecutorService workers = Executors.newFixedThreadPool(threads);
            CompletionService<Void> done = new ExecutorCompletionService<>(workers);
            try {
                months.forEach((month, symbols) -> {
                    var unused = done.submit(() -> month(month, symbols), null);
                });
                for (int i = 0; i < months.size(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause
                        ? new FatalException(cause.getMessage(), cause)
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while it loaded", e);
            } finally {
                end(workers);
            }
        }

        /** Without interrupts, which would close the files of an import that is being noted. */
        private void end(ExecutorService workers) {
            stopped = true;
            workers.shutdown();
            boolean ended = false;
            while (!ended) {
                try {
                    ended = workers.awaitTermination(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void month(YearMonth month, SortedMap<String, List<KlineFile>> symbols) {
            Path place = own.resolve(month.toString()).resolve(table.keyspace()).resolve(table.table());
            create(place);
            long start = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            long leastWriteTime = KlineVersion.ofClosed(start, OptionalLong.empty(), "archive", 0);
            long written = 0;
            try (MonthWriter writer = files.writer(place, symbols.size(), leastWriteTime)) {
                for (String symbol : inOrder(symbols)) {
                    written += write(writer, month, symbol, symbols.get(symbol));
                }
                writer.finish();
            }
            take(month, symbols, place, written);
        }

        private List<String> inOrder(SortedMap<String, List<KlineFile>> symbols) {
            return symbols.keySet().stream()
                    .sorted(Comparator.comparing(names::of, CassandraFiles.order()))
                    .toList();
        }

        private long write(MonthWriter writer, YearMonth month, String symbol, List<KlineFile> told) {
            requireGoingOn();
            MonthOfCandles read = MonthOfCandles.read(told);
            writer.write(new CandlePartition(exchange, names.of(symbol), symbol, interval, read.candles(), loadedAt));
            progress.read(month + " " + symbol, bytes(told), read.candles().size());
            count(read);
            return read.candles().size();
        }

        private synchronized void count(MonthOfCandles read) {
            rows += read.candles().size();
            offGrid += read.offGrid();
        }

        /** One at a time: the table is asked for once more, and then the node takes the file over. */
        private synchronized void take(
                YearMonth month, SortedMap<String, List<KlineFile>> symbols, Path place, long written) {
            requireGoingOn();
            TableDefinition now = schema.definition();
            table.requireUnchanged(now);
            List<WrittenFile> all = files.written(place);
            all.forEach(file -> file.requireFits(now));
            long found = all.stream().mapToLong(WrittenFile::rows).sum();
            if (found != written) {
                throw new FatalException("Cannot import " + month + ": " + found + " rows were written of " + written);
            }
            node.take(table.keyspace(), table.table(), place);
            done.add(symbols.values().stream().flatMap(List::stream).toList());
        }

        private void requireGoingOn() {
            if (stopped) {
                throw new FatalException("Stopped by the failure of another month");
            }
        }

        private static void create(Path place) {
            try {
                Files.createDirectories(place);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make " + place + ": " + e.getMessage(), e);
            }
        }

        static long bytes(List<KlineFile> files) {
            return files.stream()
                    .mapToLong(file -> file.path().toFile().length())
                    .sum();
        }
    }
}
