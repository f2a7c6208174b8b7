package io.candlestream.history.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A csv with klines, by itself or in a zip, and where in time it begins.
 *
 * @param entry its name in the zip; empty when it is a file by itself
 * @param madeAt when it was made, epoch milliseconds, as {@link ArchiveTime} says
 * @param firstOpen epoch milliseconds
 */
record ArchiveFile(Path path, Optional<String> entry, ArchiveName name, long madeAt, long firstOpen) {
    /** The one to be believed first: the newer one, and of one age that of a month, which is made later than its days. */
    static final Comparator<ArchiveFile> NEWEST = Comparator.comparingLong(ArchiveFile::madeAt)
            .thenComparing(file -> file.name().ofMonth())
            .reversed();

    /**
     * Those in {@code path}: one, or all of a zip.
     *
     * @throws IllegalArgumentException when its checksum differs or one of their first rows cannot be read
     */
    static Stream<ArchiveFile> in(Path path, ArchiveName name) {
        if (Files.isDirectory(path)) {
            throw LineReader.unreadable(path, new IOException("it is a folder"));
        }
        Checksum.check(path);
        if (!path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return Stream.of(of(path, Optional.empty(), name, ArchiveTime.of(path)));
        }
        return ArchiveZip.files(path).stream()
                .map(entry -> of(path, Optional.of(entry.getName()), name, ArchiveTime.of(path, entry)));
    }

    private static ArchiveFile of(Path path, Optional<String> entry, ArchiveName name, long madeAt) {
        ArchiveFile file = new ArchiveFile(path, entry, name, madeAt, 0);
        file.requireOneName();
        try (LineReader lines = file.lines()) {
            ArchiveRows rows = new ArchiveRows(lines, name, madeAt);
            if (!rows.hasNext()) {
                throw LineReader.unreadable(file, new IOException("no rows in it"));
            }
            return new ArchiveFile(path, entry, name, madeAt, rows.headOpen());
        }
    }

    /** A file in a zip may have any name, but none that says something else than that of the zip. */
    private void requireOneName() {
        List<String> folders = entry.map(text -> List.of(text.split("/"))).orElse(List.of("none"));
        try {
            ArchiveName.of(folders.get(folders.size() - 1))
                    .filter(own -> !own.symbol().equals(name.symbol()) || own.interval() != name.interval())
                    .ifPresent(own -> {
                        throw new IllegalArgumentException("it says " + own.symbol() + " "
                                + own.interval().code() + ", the zip " + name.symbol() + " "
                                + name.interval().code());
                    });
        } catch (IllegalArgumentException e) {
            throw LineReader.unreadable(this, new IOException(e.getMessage(), e));
        }
    }

    LineReader lines() {
        return entry.map(inside -> LineReader.of(path, inside)).orElseGet(() -> LineReader.of(path));
    }

    ArchiveRows rows() {
        return new ArchiveRows(lines(), name, madeAt);
    }

    @Override
    public String toString() {
        return entry.map(inside -> path + " (" + inside + ")").orElse(path.toString());
    }
}
