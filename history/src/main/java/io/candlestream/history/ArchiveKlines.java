package io.candlestream.history;

import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The candles in kline archive files ({@code .csv}, {@code .csv.gz}, {@code .zip}), read as they are asked for, in the order
 * of time, repeated ones once. A hole stays a hole. The archive has no trade ids. A file with a {@code .CHECKSUM} beside it
 * has to be what that says.
 *
 * <p>Source of the dialects: binance-api.md section 5.
 */
public final class ArchiveKlines implements History {
    private final Map<String, List<ArchiveFile>> filesBySymbol;
    private final Interval interval;

    private ArchiveKlines(Map<String, List<ArchiveFile>> filesBySymbol, Interval interval) {
        this.filesBySymbol = filesBySymbol;
        this.interval = interval;
    }

    /** Whether the name of {@code file} is that of an archive of klines. */
    public static boolean recognises(Path file) {
        return ArchiveName.of(file).isPresent();
    }

    /**
     * The candles of the files in {@code folder}.
     *
     * @throws IllegalArgumentException when there is no such folder, or as {@link #of} says
     */
    public static ArchiveKlines in(Path folder, Interval interval) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Cannot read " + folder + ": no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return of(files.sorted().toList(), interval);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder " + folder + ": " + e, e);
        }
    }

    /**
     * The candles of those {@code files} that hold klines of {@code interval}; symbol and interval stand in a file's name.
     *
     * @throws IllegalArgumentException when none does, a checksum differs, or a first row cannot be read
     */
    public static ArchiveKlines of(List<Path> files, Interval interval) {
        Map<String, List<ArchiveFile>> filesBySymbol = files.stream()
                .flatMap(file -> ArchiveName.of(file).filter(name -> name.interval() == interval).stream()
                        .map(name -> ArchiveFile.of(file, name)))
                .sorted(Comparator.comparingLong(ArchiveFile::firstOpen))
                .collect(Collectors.groupingBy(file -> file.name().symbol(), TreeMap::new, Collectors.toList()));
        if (filesBySymbol.isEmpty()) {
            throw new IllegalArgumentException("Cannot read " + files + ": no klines of " + interval.code()
                    + " among them (a name such as BTCUSDT-" + interval.code() + "-2026-02.zip is needed)");
        }
        return new ArchiveKlines(filesBySymbol, interval);
    }

    /** The symbols that the files hold. */
    public List<String> symbols() {
        return List.copyOf(filesBySymbol.keySet());
    }

    /** The interval of every candle. */
    public Interval interval() {
        return interval;
    }

    /** All candles of {@code symbol}, oldest first; each call starts anew. */
    public Iterator<Candle> candles(String symbol) {
        return candles(symbol, 0, Long.MAX_VALUE);
    }

    @Override
    public Iterator<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return new ArchiveChain(filesBySymbol.getOrDefault(symbol, List.of()), fromOpen, toOpen);
    }
}
