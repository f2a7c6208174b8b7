package io.candlestream.tools.revisions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/** A table of the revisions of one stream in one store, which may be missing: then there are none. */
interface RevisionTable {
    /** Whether there is such a table. */
    boolean isThere();

    /** With its keyspace. */
    String name();

    /**
     * Hands over the revisions of what is of a time from {@code from}, before {@code to}: of one asset after the other, and the oldest
     * first.
     *
     * @param assets as their rows call them; all where there are none
     */
    void each(List<String> assets, Instant from, Instant to, Consumer<Revision> taker);

    /** The days, in UTC, with one that was noted at {@code since} or later. */
    SortedSet<LocalDate> days(Instant since);
}
