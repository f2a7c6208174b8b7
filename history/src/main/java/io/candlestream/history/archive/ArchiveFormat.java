package io.candlestream.history.archive;

import java.util.Optional;

/** One kind of archive file: its names, its columns, and what a row of it tells. */
interface ArchiveFormat<T> {
    /**
     * What the name of a file tells; empty when it is one of another kind.
     *
     * @throws IllegalArgumentException when it looks like one of this kind that cannot be told
     */
    Optional<ArchiveName> name(String file);

    ArchiveColumns columns();

    /**
     * What reads the rows of one file, from the first to the last.
     *
     * @param madeAt when the file was made, epoch milliseconds: when each of its rows was reported
     */
    Parser<T> parser(ArchiveName name, long madeAt);

    /** Where a row stands among those of its symbol: its open time, its id. */
    long position(T row);

    /** As {@link #position(Object)}, by the number in a row's first column. */
    default long position(long number) {
        return number;
    }

    /** The positions that a file is about by its name; empty where that does not tell. */
    default Optional<Positions> positions(ArchiveName name) {
        return Optional.empty();
    }

    /** From one to another, both included. */
    record Positions(long first, long last) {}

    /** The first value in which two tellings of one row differ, as text; empty when all are equal. */
    Optional<String> difference(T one, T other);

    /** Reads rows, and refuses what is not certain with its line and column. */
    @FunctionalInterface
    interface Parser<T> {
        /** @param before the row before it */
        T parse(ArchiveRow row, Optional<T> before);
    }
}
