package io.candlestream.tools.certify;

import io.candlestream.certify.CertificateRow;
import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.DayStore;
import io.candlestream.certify.RowTaker;
import io.candlestream.certify.StoredGap;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.revisions.StoredRevisions;
import io.candlestream.tools.revisions.StoredTradeRevisions;
import io.candlestream.tools.trades.IdTable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The days that Cassandra or PostgreSQL hold. */
final class StoredDays implements DayStore {
    private static final int PAGE_ROWS = 5000;
    private static final int FEW_ROWS = 20;
    private static final long HOUR = 3_600_000;

    private final StoredTables store;
    private final Settings set;
    private final StoredRows rows;
    /** Which hours of trades there are, by stream and symbol. */
    private final Map<CertifiedStream, Map<String, NavigableSet<Long>>> hours = new EnumMap<>(CertifiedStream.class);

    /** @param store stays the caller's to close */
    StoredDays(StoredTables store, Settings set) {
        this.store = store;
        this.set = set;
        this.rows = new StoredRows(store);
    }

    private String table(CertifiedStream stream) {
        return set.text("cassandra." + stream(stream).key("table"));
    }

    private static StoredStream stream(CertifiedStream stream) {
        return switch (stream) {
            case KLINES -> StoredStream.KLINES;
            case TRADES -> StoredStream.TRADES;
            case AGG_TRADES -> StoredStream.AGG_TRADES;
        };
    }

    private Map<String, NavigableSet<Long>> hours(CertifiedStream stream) {
        return hours.computeIfAbsent(
                stream, one -> IdTable.of(set, stream(one), store).hours());
    }

    @Override
    public List<CertifiedPair> pairs(Set<CertifiedStream> streams, long from, long to) {
        List<CertifiedPair> pairs = new ArrayList<>();
        for (CertifiedStream stream : streams) {
            if (!store.has(table(stream))) {
                continue;
            }
            if (stream == CertifiedStream.KLINES) {
                new AssetTable(store, table(stream), set.text("cassandra.gaps-table"))
                        .assets().stream()
                                .filter(asset -> !asset.symbol().isEmpty())
                                .forEach(asset -> pairs.add(CertifiedPair.candles(
                                        asset.symbol(),
                                        Interval.ofCode(asset.interval())
                                                .map(Interval::code)
                                                .orElse(set.text("interval")),
                                        asset.name())));
            } else {
                hours(stream).forEach((symbol, all) -> {
                    if (!all.subSet(from, true, to, false).isEmpty()) {
                        pairs.add(CertifiedPair.events(stream, symbol));
                    }
                });
            }
        }
        return pairs;
    }

    @Override
    public void read(List<CertifiedPair> pairs, long from, long to, Function<CertifiedPair, RowTaker> takers) {
        rows.each(pairs, pair -> {
            String table = table(pair.stream());
            if (pair.stream() == CertifiedStream.KLINES) {
                rows.candles(table, pair.asset(), from, to, takers.apply(pair));
            } else {
                rows.events(table, pair, hoursOf(pair, from, to), takers.apply(pair));
            }
        });
    }

    private List<Long> hoursOf(CertifiedPair pair, long from, long to) {
        return List.copyOf(hours(pair.stream())
                .getOrDefault(pair.symbol(), new TreeSet<>())
                .subSet(from, true, to, false));
    }

    @Override
    public List<StoredGap> gaps(CertifiedPair pair, long from, long to) {
        String gaps = set.text("cassandra.gaps-table");
        if (!store.has(gaps)) {
            return List.of();
        }
        List<StoredGap> found = new ArrayList<>();
        String query = "SELECT from_time, to_time, cause, state, source FROM " + store.named(gaps)
                + " WHERE symbol = ? AND interval = ? AND from_time < ? ORDER BY from_time ASC";
        String interval = pair.stream() == CertifiedStream.KLINES
                ? pair.interval()
                : pair.stream().gaps();
        for (StoredRow row : store.rows(query, PAGE_ROWS, pair.symbol(), interval, Instant.ofEpochMilli(to))) {
            long end = row.isNull("to_time")
                    ? StoredGap.NO_END
                    : row.time("to_time").toEpochMilli();
            if (end > from) {
                found.add(new StoredGap(
                        row.time("from_time").toEpochMilli(),
                        end,
                        text(row, "cause"),
                        text(row, "state"),
                        text(row, "source")));
            }
        }
        return found;
    }

    private static String text(StoredRow row, String column) {
        return row.isNull(column) ? "" : row.text(column);
    }

    @Override
    public OptionalLong edge(CertifiedPair pair, long from, long to, Edge edge) {
        String order = edge == Edge.FIRST ? "ASC" : "DESC";
        String named = store.named(table(pair.stream()));
        if (pair.stream() == CertifiedStream.KLINES) {
            String query = "SELECT timestamp, is_closed FROM " + named
                    + " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp " + order;
            for (StoredRow row :
                    store.rows(query, FEW_ROWS, pair.asset(), Instant.ofEpochMilli(from), Instant.ofEpochMilli(to))) {
                if (row.flag("is_closed")) {
                    return OptionalLong.of(AssetTable.openTime(row).toEpochMilli());
                }
            }
            return OptionalLong.empty();
        }
        String id = StoredRows.id(pair.stream());
        List<Long> wanted = hoursOf(pair, from - from % HOUR, to);
        if (wanted.isEmpty()) {
            return OptionalLong.empty();
        }
        long hour = wanted.get(edge == Edge.FIRST ? 0 : wanted.size() - 1);
        String query = "SELECT " + id + " FROM " + named + " WHERE symbol = ? AND hour = ? ORDER BY " + id + " " + order
                + " LIMIT 1";
        for (StoredRow row : store.rows(query, 1, pair.symbol(), Instant.ofEpochMilli(hour))) {
            return OptionalLong.of(row.number(id));
        }
        return OptionalLong.empty();
    }

    @Override
    public Optional<Span> span(CertifiedPair pair) {
        if (pair.stream() == CertifiedStream.KLINES) {
            OptionalLong first = edge(pair, 0, LATEST, Edge.FIRST);
            OptionalLong last = first.isEmpty() ? first : edge(pair, 0, LATEST, Edge.LAST);
            return last.isEmpty() ? Optional.empty() : Optional.of(new Span(first.getAsLong(), last.getAsLong()));
        }
        return Optional.ofNullable(hours(pair.stream()).get(pair.symbol()))
                .map(all -> new Span(all.first(), all.last()));
    }

    @Override
    public SortedSet<LocalDate> revised(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>(new StoredRevisions(store, set).days(since));
        for (StoredStream stream : List.of(StoredStream.TRADES, StoredStream.AGG_TRADES)) {
            days.addAll(new StoredTradeRevisions(store, set, stream).days(since));
        }
        return days;
    }

    @Override
    public boolean isRevised(CertifiedPair pair, long from, long to, Instant since) {
        Instant begin = Instant.ofEpochMilli(from);
        Instant end = Instant.ofEpochMilli(to);
        return pair.stream() == CertifiedStream.KLINES
                ? new StoredRevisions(store, set).any(pair.asset(), pair.interval(), begin, end, since)
                : new StoredTradeRevisions(store, set, stream(pair.stream())).any(pair.symbol(), begin, end, since);
    }

    @Override
    public Optional<String> keep(List<CertificateRow> certified) {
        if (!store.has(KeptCertificates.TABLE)) {
            return Optional.of(
                    "there is no " + store.named(KeptCertificates.TABLE) + " (./candlestream prepare makes it)");
        }
        String named = store.named(KeptCertificates.TABLE);
        return store instanceof CassandraTables cassandra
                ? KeptCertificates.write(cassandra.session(), named, certified)
                : KeptCertificates.write(((PostgresTables) store).connection(), named, certified);
    }

    @Override
    public String toString() {
        return store instanceof CassandraTables ? "cassandra" : "postgres";
    }
}
