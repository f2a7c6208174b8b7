package io.candlestream.history.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.ZipEntry;

/**
 * When an archive file was made, which is the version of its candles, in epoch milliseconds. A time to come counts as now, or
 * nothing could correct such a file.
 */
public final class ArchiveTime {
    /** Extra fields that hold a time in UTC: "extended timestamp" and that of NTFS. Source: PKWARE APPNOTE 4.5, Info-ZIP. */
    private static final int EXTENDED_TIMESTAMP = 0x5455;

    private static final int NTFS = 0x000a;
    private static final int FIELD_HEADER = 4;

    private ArchiveTime() {}

    /** Of a plain or {@code .gz} file: when it was last changed, which a copy or a checkout may lose. */
    public static long of(Path file) {
        try {
            return past(Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            throw LineReader.unreadable(file, e);
        }
    }

    /**
     * Of a file in {@code zip}: the time that the zip notes, which survives a download, in steps of two seconds; that of the
     * zip when it notes none. A zip's own time has no zone: it is taken as UTC, so that every machine reads the same.
     */
    public static long of(Path zip, ZipEntry entry) {
        boolean zoned = hasZonedTime(Optional.ofNullable(entry.getExtra()).orElse(new byte[0]));
        try {
            return past(
                    zoned
                            ? entry.getLastModifiedTime().toMillis()
                            : entry.getTimeLocal().toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException e) {
            return of(zip);
        }
    }

    private static long past(long time) {
        return Math.min(time, System.currentTimeMillis());
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
