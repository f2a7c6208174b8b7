package io.candlestream.tools.revisions;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The table of the revisions of candles of one store. */
public final class StoredRevisions extends RevisionTable {
    private static final String NOTED = "timestamp, new_version, revised_at";
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** Of which candles there are revisions. */
    private record Candles(String asset, String interval) {}

    /** @param settings say how the table is called */
    public StoredRevisions(StoredTables store, Settings settings) {
        super(store, settings, StoredStream.KLINES);
    }

    private List<Candles> candles() {
        List<Candles> all = new ArrayList<>();
        read("DISTINCT asset_name, interval", "")
                .forEach(row -> all.add(new Candles(row.text("asset_name"), row.text("interval"))));
        all.sort(Comparator.comparing(Candles::asset).thenComparing(Candles::interval));
        return all;
    }

    @Override
    void each(List<String> assets, Instant from, Instant to, Consumer<Revision> taker) {
        for (Candles one : candles()) {
            if (assets.isEmpty() || assets.contains(one.asset())) {
                rows("*", one, from, to).forEach(row -> taker.accept(Revision.ofCandle(row)));
            }
        }
    }

    private Iterable<StoredRow> rows(String columns, Candles of, Instant from, Instant to) {
        String rest = " WHERE asset_name = ? AND interval = ? AND timestamp >= ? AND timestamp < ?"
                + " ORDER BY timestamp ASC, new_version ASC";
        return read(columns, rest, of.asset(), of.interval(), from, to);
    }

    /** Whether there is one of a candle that opens from {@code from}, before {@code to}. */
    public boolean any(String asset, String interval, Instant from, Instant to, Instant since) {
        return anyNoted(rows(NOTED, new Candles(asset, interval), from, to), since);
    }

    @Override
    public SortedSet<LocalDate> days(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Candles one : candles()) {
            for (StoredRow row : rows(NOTED, one, Instant.EPOCH, END)) {
                if (isNoted(row, since)) {
                    days.add(LocalDate.ofInstant(AssetTable.openTime(row), ZoneOffset.UTC));
                }
            }
        }
        return days;
    }
}
