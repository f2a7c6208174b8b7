package io.candlestream.sink.lake.command;

import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.DayStore;
import io.candlestream.certify.RowTaker;
import io.candlestream.certify.StoredGap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;

/** The days that a lake holds. */
final class LakeDays implements DayStore {
    private static final long MICROS = 1000;
    private static final List<String> GAP =
            List.of("symbol", "interval", "from_time", "version", "to_time", "cause", "state", "source");

    private final Map<CertifiedStream, StreamTable> tables = new EnumMap<>(CertifiedStream.class);
    /** The first and last ids of each pair, by stream and time: one reading serves all pairs. */
    private final Map<String, Map<CertifiedPair, long[]>> edges = new HashMap<>();

    private Map<String, List<StoredGap>> gaps = Map.of();

    /**
     * @param there the names of the tables
     * @param named the newest state of one
     */
    LakeDays(List<String> there, Function<String, Table> named) {
        for (CertifiedStream stream : CertifiedStream.values()) {
            String name = stream == CertifiedStream.KLINES ? "candles" : stream.toString();
            if (there.contains(name)) {
                tables.put(stream, StreamTable.of(stream, named.apply(name)));
            }
        }
        if (there.contains("gaps")) {
            gaps = gaps(named.apply("gaps"));
        }
    }

    @Override
    public List<CertifiedPair> pairs(Set<CertifiedStream> streams, long from, long to) {
        List<CertifiedPair> pairs = new ArrayList<>();
        streams.stream()
                .filter(tables::containsKey)
                .forEach(stream -> pairs.addAll(edges(stream, from, to).keySet()));
        return pairs;
    }

    private Map<CertifiedPair, long[]> edges(CertifiedStream stream, long from, long to) {
        return edges.computeIfAbsent(
                stream + " " + from + " " + to, key -> tables.get(stream).edges(from, to));
    }

    @Override
    public void read(List<CertifiedPair> pairs, long from, long to, Function<CertifiedPair, RowTaker> takers) {
        for (CertifiedStream stream : tables.keySet()) {
            List<CertifiedPair> own =
                    pairs.stream().filter(pair -> pair.stream() == stream).toList();
            if (!own.isEmpty()) {
                new SortedRead(tables.get(stream), own, from, to, takers).run();
            }
        }
    }

    @Override
    public List<StoredGap> gaps(CertifiedPair pair, long from, long to) {
        String interval = pair.stream() == CertifiedStream.KLINES
                ? pair.interval()
                : pair.stream().gaps();
        return gaps.getOrDefault(pair.symbol() + " " + interval, List.of()).stream()
                .filter(gap -> gap.from() < to && gap.to() > from)
                .toList();
    }

    /** The newest version of each, by symbol and interval. */
    private static Map<String, List<StoredGap>> gaps(Table table) {
        Schema schema = table.schema().select(GAP);
        List<Integer> places = LakeRows.places(schema, GAP);
        Map<String, TreeMap<Long, StructLike>> newest = new HashMap<>();
        LakeRows.files(
                table,
                file -> LakeRows.each(table, file, schema, row -> {
                    String key = text(row, places.get(0)) + " " + text(row, places.get(1));
                    newest.computeIfAbsent(key, none -> new TreeMap<>())
                            .merge(
                                    row.get(places.get(2), Long.class),
                                    row,
                                    (one, other) -> Comparator.<StructLike>comparingLong(
                                                                    gap -> gap.get(places.get(3), Long.class))
                                                            .compare(one, other)
                                                    >= 0
                                            ? one
                                            : other);
                }));
        Map<String, List<StoredGap>> gaps = new HashMap<>();
        newest.forEach((key, rows) -> gaps.put(
                key, rows.values().stream().map(row -> gap(row, places)).toList()));
        return gaps;
    }

    private static StoredGap gap(StructLike row, List<Integer> places) {
        Long to = row.get(places.get(4), Long.class);
        return new StoredGap(
                row.get(places.get(2), Long.class) / MICROS,
                to == null ? StoredGap.NO_END : to / MICROS,
                text(row, places.get(5)),
                text(row, places.get(6)),
                text(row, places.get(7)));
    }

    private static String text(StructLike row, int place) {
        Object value = row.get(place, Object.class);
        return value == null ? "" : value.toString();
    }

    @Override
    public OptionalLong edge(CertifiedPair pair, long from, long to, Edge edge) {
        if (!tables.containsKey(pair.stream())) {
            return OptionalLong.empty();
        }
        long[] ids = edges(pair.stream(), from, to).get(pair);
        return ids == null ? OptionalLong.empty() : OptionalLong.of(ids[edge == Edge.FIRST ? 0 : 1]);
    }

    /** Those into whose files rows came since, corrections among them: the states of a table tell it, as far as they are not forgotten. */
    @Override
    public SortedSet<LocalDate> revised(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>();
        tables.values().forEach(table -> table.added(since.toEpochMilli(), days));
        return days;
    }

    /** By the versions that are there, whenever they came. */
    @Override
    public boolean isRevised(CertifiedPair pair, long from, long to, Instant since) {
        return Optional.ofNullable(tables.get(pair.stream()))
                .filter(table -> new RowVersions(table, pair, from, to).differ())
                .isPresent();
    }

    @Override
    public String toString() {
        return "lake";
    }
}
