package io.candlestream.loader.load;

import io.candlestream.loader.archive.ArchiveMonths;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.archive.KlineFile;
import io.candlestream.loader.archive.MonthOfCandles;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loads the files of many months into one store, several months at once: each is read and checked, written symbol by symbol, finished and
 * noted as done. A month is loaded wholly or not at all.
 *
 * @param exchange its name in the identity of candles
 * @param folder for files on their way, and for what is known to be loaded
 * @param threads that write, each a month
 */
public record LoadJob(
        MonthStore store, AssetNames names, String exchange, Interval interval, Path folder, int threads) {
    /** What came of it. */
    public record Result(long rows, int months, int monthsBefore, long offGrid, double seconds) {}

    /**
     * Loads what is not loaded yet.
     *
     * @param again also what is
     * @throws FatalException in one line, when a month cannot be loaded; those before it stay, and are done
     */
    public Result run(ArchiveMonths archive, boolean again, Optional<PrintStream> terminal) {
        Path own = folder.resolve(store.id() + "-" + interval.code());
        try (LoadedFiles done = LoadedFiles.open(own.resolve("loaded"))) {
            if (again) {
                done.clear();
            }
            store.removeLeftovers(own);
            removeLeftovers(own);
            SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> open = open(archive, done);
            Run run = new Run(own, done, progress(open, terminal));
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
        private final Path own;
        private final LoadedFiles done;
        private final LoadProgress progress;
        private final long loadedAt = System.currentTimeMillis();
        private volatile boolean stopped;
        private long rows;
        private long offGrid;

        Run(Path own, LoadedFiles done, LoadProgress progress) {
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
            List<String> lines = new ArrayList<>();
            try (MonthLoad load = store.month(month, symbols.size(), own.resolve(month.toString()))) {
                for (String symbol : inOrder(symbols)) {
                    lines.addAll(write(load, month, symbol, symbols.get(symbol)));
                }
                load.prepare();
                commit(load, lines);
            }
        }

        private List<String> inOrder(SortedMap<String, List<KlineFile>> symbols) {
            return symbols.keySet().stream()
                    .sorted(Comparator.comparing(names::of, store.order()))
                    .toList();
        }

        /** Returns what to note of the files: nothing of one that was replaced while it was read, so that the next load reads it. */
        private List<String> write(MonthLoad load, YearMonth month, String symbol, List<KlineFile> told) {
            requireGoingOn();
            List<String> before = told.stream().map(LoadedFiles::line).toList();
            MonthOfCandles read = MonthOfCandles.read(told);
            Set<String> after = told.stream().map(LoadedFiles::line).collect(Collectors.toSet());
            load.write(new CandlePartition(exchange, names.of(symbol), symbol, interval, read.candles(), loadedAt));
            progress.read(month + " " + symbol, bytes(told), read.candles().size());
            count(read);
            return before.stream().filter(after::contains).toList();
        }

        private synchronized void count(MonthOfCandles read) {
            rows += read.candles().size();
            offGrid += read.offGrid();
        }

        /** One at a time, and none after a failure. */
        private synchronized void commit(MonthLoad load, List<String> lines) {
            requireGoingOn();
            load.commit();
            done.add(lines);
        }

        private void requireGoingOn() {
            if (stopped) {
                throw new FatalException("Stopped by the failure of another month");
            }
        }

        static long bytes(List<KlineFile> files) {
            return files.stream()
                    .mapToLong(file -> file.path().toFile().length())
                    .sum();
        }
    }
}
