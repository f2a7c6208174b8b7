package io.candlestream.loader.archive;

import io.candlestream.runtime.program.InputFolder;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of one interval in a folder, by month and symbol.
 *
 * @param leftOut the names of the folder's other files
 */
public record ArchiveMonths(SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> files, List<String> leftOut) {
    /**
     * Those of {@code folder}; their names are read, and nothing else.
     *
     * @param symbols those wanted, which may have stars in them; empty for all
     * @param from the first month, {@code to} the last one
     * @throws IllegalArgumentException when there is none
     */
    public static ArchiveMonths in(
            Path folder, Interval interval, Collection<String> symbols, YearMonth from, YearMonth to) {
        SortedMap<YearMonth, SortedMap<String, List<KlineFile>>> files = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        TreeSet<String> absent = new TreeSet<>(symbols);
        for (Path path : list(folder)) {
            var file = KlineFile.of(path).filter(known -> known.interval() == interval);
            if (file.isEmpty()) {
                if (!path.getFileName().toString().matches("\\..*|.*\\.CHECKSUM|index\\.csv")) {
                    leftOut.add(path.getFileName().toString());
                }
                continue;
            }
            KlineFile known = file.get();
            boolean wanted = symbols.isEmpty()
                    || symbols.stream().anyMatch(symbol -> SymbolPattern.matches(symbol, known.symbol()));
            absent.removeIf(symbol -> SymbolPattern.matches(symbol, known.symbol()));
            if (wanted && !known.month().isBefore(from) && !known.month().isAfter(to)) {
                files.computeIfAbsent(known.month(), month -> new TreeMap<>())
                        .computeIfAbsent(known.symbol(), symbol -> new ArrayList<>())
                        .add(known);
            }
        }
        if (!absent.isEmpty() || files.isEmpty()) {
            throw new IllegalArgumentException("Cannot load " + (absent.isEmpty() ? folder : String.join(", ", absent))
                    + ": no " + interval.code() + " klines of it in " + folder
                    + " (a name such as BTCUSDT-1m-2026-02.zip is needed; ./candlestream history fetch)");
        }
        return new ArchiveMonths(files, leftOut);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Cannot read " + folder + ": " + InputFolder.missing(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** All symbols, in the order of their names. */
    public Collection<String> symbols() {
        TreeSet<String> symbols = new TreeSet<>();
        files.values().forEach(month -> symbols.addAll(month.keySet()));
        return symbols;
    }
}
