package io.candlestream.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;

/** When an archive was made: the time by which it is newer or older than another one, epoch milliseconds. */
final class ArchiveTime {
    private ArchiveTime() {}

    /** Of a plain or {@code .gz} file: when it was last changed, which a download or a copy may have set. */
    static long of(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw Lines.unreadable(file, e);
        }
    }

    /** Of a file in {@code zip}: the time that the zip notes, in steps of two seconds; that of the zip when it notes none. */
    static long of(Path zip, ZipEntry entry) {
        return entry.getTime() >= 0 ? entry.getTime() : of(zip);
    }
}
