package io.candlestream.history.archive;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * The candles in kline archive files ({@code .csv}, {@code .csv.gz}, {@code .zip}), as {@link ArchiveFolder} reads them, in the order
 * of time. A hole stays a hole. The archive has no trade ids.
 *
 * <p>Every method that reads throws {@link IllegalArgumentException} when a file cannot be read; the message is one line that
 * names the file, and where it can the line and column, and why.
 *
 * <p>Source of the dialects: binance-api.md section 5.
 */
public final class ArchiveKlines implements History {
    private final ArchiveFolder<Candle> folder;
    private final Interval interval;

    private ArchiveKlines(String place, List<Path> files, Interval interval) {
        this.folder = new ArchiveFolder<>(place, files, new KlineFormat(interval), interval.code(), "klines");
        this.interval = interval;
    }

    /** Whether the name of {@code file} is that of an archive of klines, or near enough to be refused. */
    public static boolean recognises(Path file) {
        try {
            return KlineFormat.nameOf(file.getFileName().toString()).isPresent();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Whether the name of a file in {@code folder} is that of klines of {@code interval}. */
    public static boolean holds(Path folder, Interval interval) {
        return ArchiveFolder.files(folder).stream()
                .filter(ArchiveKlines::recognises)
                .anyMatch(file -> KlineFormat.nameOf(file.getFileName().toString())
                        .filter(name -> name.content().equals(interval.code()))
                        .isPresent());
    }

    /** The candles of the files in {@code folder}; their names are read, and nothing else yet. */
    public static ArchiveKlines in(Path folder, Interval interval) {
        return new ArchiveKlines("the folder " + folder, ArchiveFolder.files(folder), interval);
    }

    /** The candles of those {@code files} that hold klines of {@code interval}; symbol and interval stand in a file's name. */
    public static ArchiveKlines of(List<Path> files, Interval interval) {
        String place =
                files.isEmpty() ? "no files" : "the folder " + files.get(0).getParent();
        return new ArchiveKlines(place, files, interval);
    }

    /** The symbols that the files hold. */
    public List<String> symbols() {
        return folder.symbols();
    }

    /** The interval of every candle. */
    public Interval interval() {
        return interval;
    }

    /** Refuses to go on without files of each of {@code symbols}. */
    public void require(Collection<String> symbols) {
        folder.require(symbols);
    }

    /** Reads all files of {@code symbols} to their ends, so that nothing is begun which cannot be finished. */
    public void check(Collection<String> symbols) {
        folder.check(symbols);
    }

    /** The open time of the first candle of {@code symbol}, once it was checked, epoch milliseconds. */
    public long firstOpen(String symbol) {
        return folder.span(symbol)[0];
    }

    /** That of the last one. */
    public long lastOpen(String symbol) {
        return folder.span(symbol)[1];
    }

    /** Open times, both included. */
    public record Stretch(long first, long last) {}

    /**
     * The stretches of time that the files of {@code symbol} are about, once it was checked, oldest first: without the months and days that have
     * no file, where the names of all tell theirs.
     */
    public List<Stretch> stretches(String symbol) {
        return folder.stretches(symbol).stream()
                .map(told -> new Stretch(told.first(), told.last()))
                .toList();
    }

    /** What a person has to know of the files: which are left out, and since {@link #check} on what they disagree. */
    public List<String> notes() {
        return folder.notes();
    }

    /** All candles of {@code symbol}, oldest first; each call begins at the first. */
    public Iterator<Candle> candles(String symbol) {
        return candles(symbol, 0, Long.MAX_VALUE);
    }

    @Override
    public Iterator<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return folder.rows(symbol, fromOpen, toOpen);
    }
}
