package io.candlestream.tools.revisions;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.trades.IdTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The table of the revisions of trades, or of aggregate trades, of one store. */
public final class StoredTradeRevisions implements RevisionTable {
    private static final int PAGE_ROWS = 2000;

    private final StoredTables store;
    private final StoredStream stream;
    private final String id;
    private final String named;
    private final boolean there;

    /** @param settings say how the table is called */
    public StoredTradeRevisions(StoredTables store, Settings settings, StoredStream stream) {
        String table = settings.text("cassandra." + stream.key("revisions-table"));
        this.store = store;
        this.stream = stream;
        this.id = IdTable.of(settings, stream, store).idColumn();
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

    private Map<String, NavigableSet<Instant>> hours() {
        Map<String, NavigableSet<Instant>> hours = new TreeMap<>();
        if (there) {
            for (StoredRow row : store.rows("SELECT DISTINCT symbol, hour FROM " + named, PAGE_ROWS)) {
                hours.computeIfAbsent(row.text("symbol"), symbol -> new TreeSet<>())
                        .add(row.time("hour"));
            }
        }
        return hours;
    }

    @Override
    public void each(List<String> symbols, Instant from, Instant to, Consumer<Revision> taker) {
        hours().forEach((symbol, hours) -> {
            if (symbols.isEmpty() || symbols.contains(symbol)) {
                hours.subSet(from.truncatedTo(ChronoUnit.HOURS), true, to, false)
                        .forEach(hour -> each(symbol, hour, from, to, taker));
            }
        });
    }

    private void each(String symbol, Instant hour, Instant from, Instant to, Consumer<Revision> taker) {
        for (StoredRow row : rows("*", symbol, hour)) {
            Instant made = row.time("new_trade_time");
            if (!made.isBefore(from) && made.isBefore(to)) {
                taker.accept(Revision.ofTrade(row, stream, id));
            }
        }
    }

    private Iterable<StoredRow> rows(String columns, String symbol, Instant hour) {
        return store.rows(
                "SELECT " + columns + " FROM " + named + " WHERE symbol = ? AND hour = ? ORDER BY " + id
                        + " ASC, new_version ASC",
                PAGE_ROWS,
                symbol,
                hour);
    }

    /** Whether there is one of the hours from {@code from}, before {@code to}, that was noted at {@code since} or later. */
    public boolean any(String symbol, Instant from, Instant to, Instant since) {
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        while (there && hour.isBefore(to)) {
            if (isRevised(symbol, hour, since)) {
                return true;
            }
            hour = hour.plus(1, ChronoUnit.HOURS);
        }
        return false;
    }

    private boolean isRevised(String symbol, Instant hour, Instant since) {
        for (StoredRow row : rows(id + ", new_version, revised_at", symbol, hour)) {
            Instant noted = row.time("revised_at");
            if (noted == null || !noted.isBefore(since)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public SortedSet<LocalDate> days(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>();
        hours().forEach((symbol, hours) -> hours.forEach(hour -> {
            LocalDate day = Objects.requireNonNull(hour).atZone(ZoneOffset.UTC).toLocalDate();
            if (!days.contains(day) && isRevised(symbol, hour, since)) {
                days.add(day);
            }
        }));
        return days;
    }
}
