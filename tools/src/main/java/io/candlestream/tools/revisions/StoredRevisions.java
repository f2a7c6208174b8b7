package io.candlestream.tools.revisions;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The table of the revisions of candles of one store. */
public final class StoredRevisions implements RevisionTable {
    private static final int PAGE_ROWS = 2000;
    private static final Instant BEGIN = Instant.EPOCH;
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final StoredTables store;
    private final String named;
    private final boolean there;

    /** Of which candles there are revisions. */
    private record Candles(String asset, String interval) {}

    /** @param settings say how the table is called */
    public StoredRevisions(StoredTables store, Settings settings) {
        String table = settings.text("cassandra.revisions-table");
        this.store = store;
        this.named = store.named(table);
        this.there = store.has(table);
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    public String name() {
        return named;
    }

    private List<Candles> candles() {
        List<Candles> all = new ArrayList<>();
        if (there) {
            for (StoredRow row : store.rows("SELECT DISTINCT asset_name, interval FROM " + named, PAGE_ROWS)) {
                all.add(new Candles(row.text("asset_name"), row.text("interval")));
            }
        }
        all.sort(Comparator.comparing(Candles::asset).thenComparing(Candles::interval));
        return all;
    }

    @Override
    public void each(List<String> assets, Instant from, Instant to, Consumer<Revision> taker) {
        for (Candles one : candles()) {
            if (assets.isEmpty() || assets.contains(one.asset())) {
                rows("*", one.asset(), one.interval(), from, to).forEach(row -> taker.accept(Revision.ofCandle(row)));
            }
        }
    }

    private Iterable<StoredRow> rows(String columns, String asset, String interval, Instant from, Instant to) {
        return store.rows(
                "SELECT " + columns + " FROM " + named + " WHERE asset_name = ? AND interval = ? AND timestamp >= ?"
                        + " AND timestamp < ? ORDER BY timestamp ASC, new_version ASC",
                PAGE_ROWS,
                asset,
                interval,
                from,
                to);
    }

    /** Whether there is one of a candle that opens from {@code from}, before {@code to}. */
    public boolean any(String asset, String interval, Instant from, Instant to, Instant since) {
        if (there) {
            for (StoredRow row : rows("timestamp, new_version, revised_at", asset, interval, from, to)) {
                if (isNoted(row, since)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNoted(StoredRow row, Instant since) {
        Instant noted = row.time("revised_at");
        return noted == null || !noted.isBefore(since);
    }

    @Override
    public SortedSet<LocalDate> days(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Candles one : candles()) {
            for (StoredRow row : rows("timestamp, new_version, revised_at", one.asset(), one.interval(), BEGIN, END)) {
                if (isNoted(row, since)) {
                    days.add(Objects.requireNonNull(row.time("timestamp"))
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate());
                }
            }
        }
        return days;
    }
}
