package io.candlestream.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * When an archive file was made, which is the version of its candles: in a zip the time of its newest csv, which survives a
 * download; of any other file the time of its last change, which a copy or a checkout may lose.
 */
final class ArchiveTime {
    /** Extra fields that hold a time in UTC: "extended timestamp" and that of NTFS. Source: PKWARE APPNOTE 4.5, Info-ZIP. */
    private static final int EXTENDED_TIMESTAMP = 0x5455;

    private static final int NTFS = 0x000a;
    private static final int FIELD_HEADER = 4;

    private ArchiveTime() {}

    /**
     * In epoch milliseconds; a time to come counts as now, or nothing could correct such a file.
     *
     * @throws IllegalArgumentException when a zip is none
     */
    static long of(Path file) {
        try {
            Optional<Long> inside = file.getFileName().toString().endsWith(".zip") ? ofCsv(file) : Optional.empty();
            long time = inside.isPresent()
                    ? inside.get()
                    : Files.getLastModifiedTime(file).toMillis();
            return Math.min(time, System.currentTimeMillis());
        } catch (ZipException e) {
            throw new IllegalArgumentException("Cannot read " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
        }
    }

    private static Optional<Long> ofCsv(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().endsWith(".csv"))
                    .flatMap(entry -> ofEntry(entry).stream())
                    .max(Comparator.naturalOrder());
        }
    }

    /** A zip's own time has no zone: it is taken as UTC, so that every machine reads the same. Empty when it is none. */
    private static Optional<Long> ofEntry(ZipEntry entry) {
        try {
            return Optional.of(
                    hasZonedTime(Optional.ofNullable(entry.getExtra()).orElse(new byte[0]))
                            ? entry.getLastModifiedTime().toMillis()
                            : entry.getTimeLocal().toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean hasZonedTime(byte[] extra) {
        for (int at = 0; at + FIELD_HEADER <= extra.length; at += FIELD_HEADER + number(extra, at + 2)) {
            int field = number(extra, at);
            if (field == EXTENDED_TIMESTAMP || field == NTFS) {
                return true;
            }
        }
        return false;
    }

    private static int number(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << 8;
    }
}
