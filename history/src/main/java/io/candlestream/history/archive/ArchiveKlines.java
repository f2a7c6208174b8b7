package io.candlestream.history.archive;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The candles in kline archive files ({@code .csv}, {@code .csv.gz}, {@code .zip}), read as they are asked for, in the order
 * of time, repeated ones once. A hole stays a hole. The archive has no trade ids. A file with a {@code .CHECKSUM} beside it
 * has to be what that says. Where files disagree on a candle, the newest one decides; of one age, that of a month; otherwise
 * they are refused.
 *
 * <p>Every method that reads throws {@link IllegalArgumentException} when a file cannot be read; the message is one line that
 * names the file, and where it can the line and column, and why.
 *
 * <p>Source of the dialects: binance-api.md section 5.
 */
public final class ArchiveKlines implements History {
    private static final int MOST_NAMED = 10;

    private final Map<String, List<Named>> filesBySymbol;
    private final Interval interval;
    private final Map<String, List<ArchiveFile>> opened = new ConcurrentHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private long disagreements;

    private ArchiveKlines(Map<String, List<Named>> filesBySymbol, Interval interval) {
        this.filesBySymbol = filesBySymbol;
        this.interval = interval;
    }

    /** Whether the name of {@code file} is that of an archive of klines, or near enough to be refused. */
    public static boolean recognises(Path file) {
        try {
            return ArchiveName.of(file.getFileName().toString()).isPresent();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** The candles of the files in {@code folder}; their names are read, and nothing else yet. */
    public static ArchiveKlines in(Path folder, Interval interval) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Cannot read " + folder + ": no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return of("the folder " + folder, files.sorted().toList(), interval);
        } catch (IOException e) {
            throw LineReader.unreadable("the folder " + folder, e);
        }
    }

    /** The candles of those {@code files} that hold klines of {@code interval}; symbol and interval stand in a file's name. */
    public static ArchiveKlines of(List<Path> files, Interval interval) {
        return of(files.isEmpty() ? "no files" : "the folder " + files.get(0).getParent(), files, interval);
    }

    private static ArchiveKlines of(String place, List<Path> files, Interval interval) {
        List<Named> named =
                files.stream().flatMap(file -> Named.of(file).stream()).toList();
        ArchiveKlines klines = new ArchiveKlines(
                named.stream()
                        .filter(file -> file.name.interval() == interval)
                        .collect(Collectors.groupingBy(file -> file.name.symbol(), TreeMap::new, Collectors.toList())),
                interval);
        if (klines.filesBySymbol.isEmpty()) {
            throw new IllegalArgumentException("Cannot read " + place + ": no klines of " + interval.code()
                    + " in it (a name such as BTCUSDT-" + interval.code() + "-2026-02.zip is needed)");
        }
        klines.leaveOut(
                "candles of another interval than " + interval.code(),
                named.stream().filter(file -> file.name.interval() != interval).map(file -> file.path));
        klines.leaveOut(
                "no klines by the name",
                files.stream()
                        .filter(file -> named.stream().noneMatch(other -> other.path.equals(file)))
                        .filter(file -> !file.getFileName().toString().matches("\\..*|.*\\.CHECKSUM")));
        return klines;
    }

    private void leaveOut(String why, Stream<Path> files) {
        List<String> names = files.map(file -> file.getFileName().toString()).toList();
        if (!names.isEmpty()) {
            String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
            notes.add("left out, " + why + ": "
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more);
        }
    }

    /** The symbols that the files hold. */
    public List<String> symbols() {
        return List.copyOf(filesBySymbol.keySet());
    }

    /** The interval of every candle. */
    public Interval interval() {
        return interval;
    }

    /** Reads all files of {@code symbols} to their ends, so that nothing is begun which cannot be finished. */
    public void check(Collection<String> symbols) {
        for (String symbol : symbols) {
            try (ArchiveChain chain = new ArchiveChain(files(symbol), 0, Long.MAX_VALUE, this::disagree)) {
                chain.forEachRemaining(candle -> {});
            }
        }
        if (disagreements > MOST_NAMED) {
            notes.add("files disagree on " + (disagreements - MOST_NAMED) + " more candles");
        }
    }

    private void disagree(String line) {
        disagreements++;
        if (disagreements <= MOST_NAMED) {
            notes.add(line);
        }
    }

    /** What a person has to know of the files: which are left out, and since {@link #check} on what they disagree. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** All candles of {@code symbol}, oldest first; each call begins at the first. */
    public Iterator<Candle> candles(String symbol) {
        return candles(symbol, 0, Long.MAX_VALUE);
    }

    @Override
    public Iterator<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return new ArchiveChain(files(symbol), fromOpen, toOpen, line -> {});
    }

    private List<ArchiveFile> files(String symbol) {
        return opened.computeIfAbsent(symbol, wanted -> filesBySymbol.getOrDefault(wanted, List.of()).stream()
                .flatMap(file -> ArchiveFile.in(file.path, file.name))
                .sorted(Comparator.comparingLong(ArchiveFile::firstOpen))
                .toList());
    }

    private record Named(Path path, ArchiveName name) {
        static Optional<Named> of(Path path) {
            try {
                return ArchiveName.of(path.getFileName().toString()).map(name -> new Named(path, name));
            } catch (IllegalArgumentException e) {
                throw LineReader.unreadable(path, new IOException(e.getMessage(), e));
            }
        }
    }
}
