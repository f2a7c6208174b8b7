package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.DayStore;
import io.candlestream.certify.EventRow;
import io.candlestream.certify.RowTaker;
import io.candlestream.certify.StoredGap;
import io.candlestream.sink.lake.read.RowCells;
import io.candlestream.sink.lake.read.ScanFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
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
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** The days that a lake holds. */
final class LakeDays implements DayStore {
    private static final long MICROS = 1000;
    private static final List<String> GAP =
            List.of("symbol", "interval", "from_time", "version", "to_time", "cause", "state", "source");

    private final Map<CertifiedStream, StreamTable> tables = new EnumMap<>(CertifiedStream.class);
    /** Where the rows of each pair begin and end, by stream and time: one reading serves all pairs. */
    private final Map<String, Map<CertifiedPair, StreamTable.Ends>> edges = new HashMap<>();

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

    private Map<CertifiedPair, StreamTable.Ends> edges(CertifiedStream stream, long from, long to) {
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
        ScanFiles.each(
                table.newScan(),
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
        StreamTable.Ends ends = edges(pair.stream(), from, to).get(pair);
        return ends == null ? OptionalLong.empty() : OptionalLong.of(edge == Edge.FIRST ? ends.first : ends.last);
    }

    @Override
    public Optional<Span> span(CertifiedPair pair) {
        return Optional.of(pair)
                .filter(one -> tables.containsKey(one.stream()))
                .map(one -> edges(one.stream(), 0, LATEST).get(one))
                .map(ends -> new Span(ends.begin, ends.end));
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
                .filter(table -> new Versions(table, pair, from, to).differ())
                .isPresent();
    }

    @Override
    public String toString() {
        return "lake";
    }

    /**
     * The versions of a pair's rows in a time, which is read twice: an hour of a busy pair has a million trades, of which hardly one is
     * there in two versions. Times are epoch milliseconds.
     */
    private record Versions(StreamTable table, CertifiedPair pair, long from, long to) {
        /** Ids whose presence is known together. */
        private static final long BLOCK = 1 << 16;

        boolean differ() {
            Map<Long, BitSet> known = new HashMap<>();
            Map<Long, BitSet> several = new HashMap<>();
            until(row -> {
                put(isIn(known, id(row)) ? several : known, id(row));
                return false;
            });
            if (several.isEmpty()) {
                return false;
            }
            return pair.stream() == CertifiedStream.KLINES
                    ? this.<CandleRow>differ(several, CandleRow::new, table::fill, CandleRow::saysTheSame)
                    : this.<EventRow>differ(several, EventRow::new, table::fill, EventRow::saysTheSame);
        }

        private <R> boolean differ(
                Map<Long, BitSet> several, Supplier<R> empty, BiConsumer<R, RowCells> fill, BiPredicate<R, R> same) {
            Map<Long, R> known = new HashMap<>();
            return until(row -> {
                if (!isIn(several, id(row))) {
                    return false;
                }
                R full = empty.get();
                fill.accept(full, row);
                R before = known.putIfAbsent(id(row), full);
                return before != null && !same.test(before, full);
            });
        }

        private long id(RowCells row) {
            return pair.stream() == CertifiedStream.KLINES ? row.millis(1) : row.whole(2);
        }

        private static boolean isIn(Map<Long, BitSet> blocks, long id) {
            BitSet block = blocks.get(Math.floorDiv(id, BLOCK));
            return block != null && block.get(Math.floorMod(id, (int) BLOCK));
        }

        private static void put(Map<Long, BitSet> blocks, long id) {
            blocks.computeIfAbsent(Math.floorDiv(id, BLOCK), none -> new BitSet())
                    .set(Math.floorMod(id, (int) BLOCK));
        }

        /** Hands over the rows, each as the same object, and returns whether one of them ended it. */
        private boolean until(Predicate<RowCells> ends) {
            for (DataFile file : table.files(from, to)) {
                try (CloseableIterable<RowCells> rows = table.rows(file, table.schema(), from, to)) {
                    for (RowCells row : rows) {
                        long time = row.millis(1);
                        if (time >= from && time < to && table.isOf(pair, row) && ends.test(row)) {
                            return true;
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot read " + file.location(), e);
                }
            }
            return false;
        }
    }
}
