package io.candlestream.tools.revisions;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/** A table of the revisions of one stream in one store, which may be missing: then there are none. */
abstract class RevisionTable {
    private static final int PAGE_ROWS = 2000;

    private final StoredTables store;
    private final String named;
    private final boolean there;

    RevisionTable(StoredTables store, Settings settings, StoredStream stream) {
        String table = settings.text("cassandra." + stream.key("revisions-table"));
        this.store = store;
        this.named = store.named(table);
        this.there = store.has(table);
    }

    /** Whether there is such a table. */
    final boolean isThere() {
        return there;
    }

    /** With its keyspace. */
    final String name() {
        return named;
    }

    /** @param rest of the query, behind the name of the table */
    final Iterable<StoredRow> read(String columns, String rest, Object... values) {
        return there ? store.rows("SELECT " + columns + " FROM " + named + rest, PAGE_ROWS, values) : List.of();
    }

    /** Whether one of {@code rows} was noted at {@code since} or later. */
    static boolean anyNoted(Iterable<StoredRow> rows, Instant since) {
        for (StoredRow row : rows) {
            if (isNoted(row, since)) {
                return true;
            }
        }
        return false;
    }

    static boolean isNoted(StoredRow row, Instant since) {
        Instant noted = row.time("revised_at");
        return noted == null || !noted.isBefore(since);
    }

    /**
     * Hands over the revisions of what is of a time from {@code from}, before {@code to}: of one asset after the other, and the oldest
     * first.
     *
     * @param assets as their rows call them; all where there are none
     */
    abstract void each(List<String> assets, Instant from, Instant to, Consumer<Revision> taker);

    /** The days, in UTC, with one that was noted at {@code since} or later. */
    public abstract SortedSet<LocalDate> days(Instant since);
}
