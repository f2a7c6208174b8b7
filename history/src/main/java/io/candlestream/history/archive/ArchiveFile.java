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
 * A csv of the archive, by itself or in a zip, and where it begins.
 *
 * @param entry its name in the zip; empty when it is a file by itself
 * @param madeAt when it was made, epoch milliseconds, as {@link ArchiveTime} says
 * @param first the position of its first row
 */
record ArchiveFile<T>(
        ArchiveFormat<T> format, Path path, Optional<String> entry, ArchiveName name, long madeAt, long first) {
    /** The one to be believed first: the newer one, and of one age that of a month, which is made later than its days. */
    static final Comparator<ArchiveFile<?>> NEWEST = Comparator.<ArchiveFile<?>>comparingLong(ArchiveFile::madeAt)
            .thenComparing(file -> file.name().ofMonth())
            .reversed();

    /**
     * Those in {@code path}: one, or all of a zip.
     *
     * @throws IllegalArgumentException when its checksum differs or one of their first rows cannot be read
     */
    static <T> Stream<ArchiveFile<T>> in(ArchiveFormat<T> format, Path path, ArchiveName name) {
        if (Files.isDirectory(path)) {
            throw LineReader.unreadable(path, new IOException("it is a folder"));
        }
        Checksum.check(path);
        if (!path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return Stream.of(of(format, path, Optional.empty(), name, ArchiveTime.of(path)));
        }
        return ArchiveZip.files(path).stream()
                .map(entry -> of(format, path, Optional.of(entry.getName()), name, ArchiveTime.of(path, entry)));
    }

    private static <T> ArchiveFile<T> of(
            ArchiveFormat<T> format, Path path, Optional<String> entry, ArchiveName name, long madeAt) {
        ArchiveFile<T> file = new ArchiveFile<>(format, path, entry, name, madeAt, 0);
        file.requireOneName();
        try (LineReader lines = file.lines()) {
            ArchiveRows<T> rows = new ArchiveRows<>(lines, format, name, madeAt, 0);
            if (!rows.hasNext()) {
                throw LineReader.unreadable(file, new IOException("no rows in it"));
            }
            return new ArchiveFile<>(format, path, entry, name, madeAt, rows.headPosition());
        }
    }

    /** A file in a zip may have any name, but none that says something else than that of the zip. */
    private void requireOneName() {
        List<String> folders = entry.map(text -> List.of(text.split("/"))).orElse(List.of("none"));
        try {
            format.name(folders.get(folders.size() - 1))
                    .filter(own -> !own.symbol().equals(name.symbol())
                            || !own.content().equals(name.content()))
                    .ifPresent(own -> {
                        throw new IllegalArgumentException("it says " + own.symbol() + " " + own.content()
                                + ", the zip " + name.symbol() + " " + name.content());
                    });
        } catch (IllegalArgumentException e) {
            throw LineReader.unreadable(this, new IOException(e.getMessage(), e));
        }
    }

    LineReader lines() {
        return entry.map(inside -> LineReader.of(path, inside)).orElseGet(() -> LineReader.of(path));
    }

    /** Its first row, and those from the position {@code from} on. */
    ArchiveRows<T> rows(long from) {
        return new ArchiveRows<>(lines(), format, name, madeAt, from);
    }

    @Override
    public String toString() {
        return entry.map(inside -> path + " (" + inside + ")").orElse(path.toString());
    }
}
