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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The table of the revisions of trades, or of aggregate trades, of one store. */
public final class StoredTradeRevisions extends RevisionTable {
    private final StoredStream stream;
    private final String id;

    /** @param settings say how the table is called */
    public StoredTradeRevisions(StoredTables store, Settings settings, StoredStream stream) {
        super(store, settings, stream);
        this.stream = stream;
        this.id = IdTable.of(settings, stream, store).idColumn();
    }

    private Map<String, NavigableSet<Instant>> hours() {
        Map<String, NavigableSet<Instant>> hours = new TreeMap<>();
        read("DISTINCT symbol, hour", "")
                .forEach(row -> hours.computeIfAbsent(row.text("symbol"), symbol -> new TreeSet<>())
                        .add(row.time("hour")));
        return hours;
    }

    @Override
    void each(List<String> symbols, Instant from, Instant to, Consumer<Revision> taker) {
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
        return read(columns, " WHERE symbol = ? AND hour = ? ORDER BY " + id + " ASC, new_version ASC", symbol, hour);
    }

    /** Whether there is one of the hours from {@code from}, before {@code to}, that was noted at {@code since} or later. */
    public boolean any(String symbol, Instant from, Instant to, Instant since) {
        Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        while (isThere() && hour.isBefore(to)) {
            if (isRevised(symbol, hour, since)) {
                return true;
            }
            hour = hour.plus(1, ChronoUnit.HOURS);
        }
        return false;
    }

    private boolean isRevised(String symbol, Instant hour, Instant since) {
        return anyNoted(rows(id + ", new_version, revised_at", symbol, hour), since);
    }

    @Override
    public SortedSet<LocalDate> days(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>();
        hours().forEach((symbol, hours) -> hours.forEach(hour -> {
            LocalDate day = LocalDate.ofInstant(hour, ZoneOffset.UTC);
            if (!days.contains(day) && isRevised(symbol, hour, since)) {
                days.add(day);
            }
        }));
        return days;
    }
}
