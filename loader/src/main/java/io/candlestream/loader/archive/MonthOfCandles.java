package io.candlestream.loader.archive;

import io.candlestream.history.archive.ArchiveTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads all that the files of one symbol and month tell. Where two tell of one candle, the newer file decides, of one age that of the
 * month, as for a backfill; where neither is newer and they differ, both are refused.
 *
 * @param offGrid how many of the candles open off the grid
 */
public record MonthOfCandles(CandleArrays candles, long offGrid) {
    /** @throws IllegalArgumentException in one line, which names the file, the place in it, and why it is refused */
    public static MonthOfCandles read(List<KlineFile> files) {
        List<Told> told = new ArrayList<>();
        for (KlineFile file : files) {
            told.add(read(file));
        }
        long offGrid = told.stream().mapToLong(one -> one.offGrid).sum();
        return new MonthOfCandles(told.size() == 1 ? told.get(0).candles : merged(told), offGrid);
    }

    private record Told(KlineFile file, CandleArrays candles, long madeAt, long offGrid) {}

    private static Told read(KlineFile file) {
        try {
            FileChecksum.check(file.path());
            return file.zipped() ? zip(file) : plain(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot load " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private static Told plain(KlineFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            return told(file, in, ArchiveTime.of(file.path()));
        }
    }

    /** The one file in the zip, which has the zip's name; its CRC-32 is compared at its end. */
    private static Told zip(KlineFile file) throws IOException {
        String name = file.path().getFileName().toString().replaceFirst("\\.zip$", ".csv");
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null || zip.size() != 1) {
                throw new IOException("the zip holds other files than " + name + " alone");
            }
            try (InputStream in = new CheckedEntry(zip.getInputStream(entry), entry)) {
                return told(file, in, ArchiveTime.of(file.path(), entry));
            }
        }
    }

    private static Told told(KlineFile file, InputStream in, long madeAt) throws IOException {
        long slots = file.interval().slots(file.interval().openOf(file.from()), file.to());
        // Twice: some of 2017 and 2018 are off the grid.
        LineBytes lines = new LineBytes(in, (2 * slots + 16) * (LineBytes.LONGEST / 4));
        KlineBytes rows = new KlineBytes(file, lines, madeAt, (int) Math.min(slots, 1 << 22));
        return new Told(file, rows.read(), madeAt, rows.offGrid());
    }

    private static CandleArrays merged(List<Told> told) {
        List<Told> newestFirst = told.stream()
                .sorted(Comparator.comparingLong(Told::madeAt)
                        .thenComparing(one -> one.file.day().isEmpty())
                        .reversed())
                .toList();
        int[] at = new int[newestFirst.size()];
        CandleArrays merged = new CandleArrays(
                told.stream().mapToInt(one -> one.candles.size()).max().orElse(0));
        int first = next(newestFirst, at);
        while (first >= 0) {
            Told taken = newestFirst.get(first);
            long open = taken.candles.openTime(at[first]);
            merged.add(taken.candles, at[first]);
            for (int other = first + 1; other < at.length; other++) {
                Told repeated = newestFirst.get(other);
                if (at[other] < repeated.candles.size() && repeated.candles.openTime(at[other]) == open) {
                    requireOne(taken, at[first], repeated, at[other]);
                    at[other]++;
                }
            }
            at[first]++;
            first = next(newestFirst, at);
        }
        return merged;
    }

    /** Whose next candle is the oldest; the newest file of several; -1 at the end of all. */
    private static int next(List<Told> newestFirst, int[] at) {
        int found = -1;
        for (int i = 0; i < at.length; i++) {
            CandleArrays candles = newestFirst.get(i).candles;
            if (at[i] < candles.size()
                    && (found < 0
                            || candles.openTime(at[i])
                                    < newestFirst.get(found).candles.openTime(at[found]))) {
                found = i;
            }
        }
        return found;
    }

    private static void requireOne(Told taken, int candle, Told repeated, int other) {
        boolean newer = taken.madeAt != repeated.madeAt
                || taken.file.day().isEmpty() != repeated.file.day().isEmpty();
        if (!newer && !taken.candles.tellsTheSame(candle, repeated.candles, other)) {
            Path one = taken.file.path();
            throw new IllegalArgumentException("Cannot load " + one + ": it and " + repeated.file.path()
                    + " disagree on the candle of "
                    + java.time.Instant.ofEpochMilli(taken.candles.openTime(candle))
                    + ", and neither is newer than the other (remove the one that is wrong)");
        }
    }
}
