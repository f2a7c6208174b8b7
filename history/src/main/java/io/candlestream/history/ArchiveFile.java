package io.candlestream.history;

import java.nio.file.Path;

/**
 * A checked archive file and where in time it begins.
 *
 * @param firstOpen epoch milliseconds
 * @param madeAt as {@link ArchiveTime} has it, epoch milliseconds
 */
record ArchiveFile(Path path, ArchiveName name, long firstOpen, long madeAt) {
    static ArchiveFile of(Path path, ArchiveName name) {
        Checksum.check(path);
        try (Lines lines = Lines.of(path)) {
            long madeAt = ArchiveTime.of(path);
            ArchiveRows rows = new ArchiveRows(lines, name, madeAt);
            if (!rows.hasNext()) {
                throw new IllegalArgumentException("Cannot read " + path + ": no rows in it");
            }
            return new ArchiveFile(path, name, rows.headOpen(), madeAt);
        }
    }
}
