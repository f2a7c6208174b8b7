package io.candlestream.certify;

import io.candlestream.certify.DayStore.Edge;
import io.candlestream.certify.DayStore.Span;
import io.candlestream.certify.PairDay.Stretch;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the days of a store and judges each: whether it is whole, by what proof, or why nobody can say so. */
final class Certification {
    private static final long DAY = PairDays.DAY;

    private final DayStore store;
    private final List<Witness> witnesses;
    private final LocalDate from;
    private final LocalDate to;
    /** Of the pairs that lack a day: it costs two questions each, however long ago their rows begin. */
    private final Map<CertifiedPair, Optional<Span>> spans = new HashMap<>();

    /**
     * @param from the first day
     * @param to the end, excluded
     */
    Certification(DayStore store, List<Witness> witnesses, LocalDate from, LocalDate to) {
        this.store = store;
        this.witnesses = witnesses;
        this.from = from;
        this.to = to;
    }

    private static long milli(LocalDate day) {
        return day.toEpochDay() * DAY;
    }

    /** The store's pairs of the streams that are among {@code wanted}, each as the store knows it. */
    SortedMap<CertifiedPair, CertifiedPair> stored(Collection<CertifiedPair> wanted) {
        Set<CertifiedStream> streams = EnumSet.noneOf(CertifiedStream.class);
        wanted.forEach(pair -> streams.add(pair.stream()));
        SortedMap<CertifiedPair, CertifiedPair> stored = new TreeMap<>();
        store.pairs(streams, milli(from), milli(to)).forEach(pair -> stored.putIfAbsent(pair, pair));
        return stored;
    }

    /** The entries of each day that has some, by pair. */
    SortedMap<LocalDate, List<DayEntry>> entries(List<CertifiedPair> pairs) {
        Map<CertifiedPair, PairDays> takers = new ConcurrentHashMap<>();
        pairs.forEach(pair -> takers.put(pair, new PairDays(pair)));
        store.read(pairs, milli(from), milli(to), takers::get);
        SortedMap<LocalDate, List<DayEntry>> entries = new TreeMap<>();
        for (CertifiedPair pair : pairs) {
            SortedMap<LocalDate, PairDay> days = takers.get(pair).finish();
            Map<Witness, SortedMap<LocalDate, PairDay>> told = new HashMap<>();
            witnesses.forEach(
                    witness -> witness.days(pair, milli(from), milli(to)).ifPresent(known -> told.put(witness, known)));
            List<StoredGap> gaps = store.gaps(pair, milli(from), milli(to));
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                LocalDate at = day;
                entry(pair, at, days, told, gaps)
                        .ifPresent(entry -> entries.computeIfAbsent(at, none -> new ArrayList<>())
                                .add(entry));
            }
        }
        return entries;
    }

    private Optional<DayEntry> entry(
            CertifiedPair pair,
            LocalDate day,
            SortedMap<LocalDate, PairDay> days,
            Map<Witness, SortedMap<LocalDate, PairDay>> told,
            List<StoredGap> all) {
        long begin = milli(day);
        List<StoredGap> gaps =
                all.stream().filter(gap -> gap.touches(begin, begin + DAY)).toList();
        PairDay found = days.get(day);
        if (found == null && !isMissed(pair, day, told, gaps)) {
            return Optional.empty();
        }
        PairDay stored = found == null ? DayEntry.NOTHING : found;
        List<String> why = new ArrayList<>();
        SortedMap<String, String> said = new TreeMap<>();
        List<Map<String, Object>> archives = new ArrayList<>();
        boolean proved = false;
        for (Witness witness : witnesses) {
            SortedMap<LocalDate, PairDay> known = told.get(witness);
            if (known != null && witness.knows(pair, day)) {
                PairDay other = known.getOrDefault(day, DayEntry.NOTHING);
                boolean agreed = other.sha256().equals(stored.sha256());
                proved |= agreed;
                said.put(witness.name(), agreed ? "agreed" : "differs");
                archives.addAll(witness.files(pair, day));
                if (!agreed) {
                    why.add("the " + witness.name() + " says otherwise, by " + other.rows() + " rows in place of "
                            + stored.rows());
                }
            }
        }
        if (stored.ids() != PairDay.Ids.UNKNOWN) {
            said.put("trade_ids", stored.ids() == PairDay.Ids.AGREED ? "agreed" : "differs");
        }
        why.addAll(reasons(pair, day, days, stored, gaps, proved));
        return Optional.of(new DayEntry(pair, stored, gaps, said, archives, List.copyOf(why)));
    }

    private List<String> reasons(
            CertifiedPair pair,
            LocalDate day,
            SortedMap<LocalDate, PairDay> days,
            PairDay stored,
            List<StoredGap> gaps,
            boolean proved) {
        List<String> why = new ArrayList<>();
        gaps.stream()
                .filter(StoredGap::isOpen)
                .forEach(gap -> why.add("a gap is open from " + StoredGap.text(gap.from())
                        + (gap.to() == StoredGap.NO_END ? "" : " until " + StoredGap.text(gap.to())) + " ("
                        + gap.cause() + ")"));
        if (stored.ids() == PairDay.Ids.BROKEN) {
            why.add("the trade ids that its candles name do not continue each other");
        }
        if (proved) {
            return why;
        }
        if (stored.rows() == 0) {
            if (!new Stretch(milli(day), milli(day) + DAY, 0, 0).isWithin(gaps)) {
                why.add("no rows of that day");
            }
            return why;
        }
        List<Stretch> unexplained = stored.missing().stream()
                .filter(stretch -> !stretch.isWithin(gaps))
                .toList();
        why.addAll(DayEntry.unexplained(pair, unexplained));
        if (pair.stream() == CertifiedStream.KLINES) {
            if (Interval.ofCode(pair.interval()).isEmpty()) {
                why.add("its interval is not known");
            }
        } else {
            why.addAll(ends(pair, day, days, stored));
        }
        return why;
    }

    /** The ids have to go on from the day before and into the day behind. */
    private List<String> ends(CertifiedPair pair, LocalDate day, SortedMap<LocalDate, PairDay> days, PairDay stored) {
        List<String> why = new ArrayList<>();
        OptionalLong before = neighbour(pair, day.minusDays(1), days, Edge.LAST);
        OptionalLong behind = neighbour(pair, day.plusDays(1), days, Edge.FIRST);
        if (before.isEmpty() || before.getAsLong() + 1 != stored.firstId()) {
            why.add("its first id " + stored.firstId() + " does not follow the last one of the day before"
                    + (before.isEmpty() ? ", which has none" : ", " + before.getAsLong()));
        }
        if (behind.isEmpty() || behind.getAsLong() - 1 != stored.lastId()) {
            why.add("its last id " + stored.lastId() + " is not followed by the first one of the day behind"
                    + (behind.isEmpty() ? ", which has none" : ", " + behind.getAsLong()));
        }
        return why;
    }

    private OptionalLong neighbour(CertifiedPair pair, LocalDate day, SortedMap<LocalDate, PairDay> days, Edge edge) {
        if (!day.isBefore(from) && day.isBefore(to)) {
            PairDay other = days.get(day);
            return other == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(edge == Edge.LAST ? other.lastId() : other.firstId());
        }
        return store.edge(pair, milli(day), milli(day) + DAY, edge);
    }

    /** Whether a day that has no rows should have some: as one between the first and the last row of its pair. */
    private boolean isMissed(
            CertifiedPair pair, LocalDate day, Map<Witness, SortedMap<LocalDate, PairDay>> told, List<StoredGap> gaps) {
        if (told.values().stream().anyMatch(known -> known.containsKey(day))
                || gaps.stream().anyMatch(StoredGap::isOpen)) {
            return true;
        }
        boolean longer = Interval.ofCode(pair.interval())
                .filter(interval -> interval == Interval.DAY_3 || firstOpen(interval, milli(day)) >= milli(day) + DAY)
                .isPresent();
        return !longer
                && spans.computeIfAbsent(pair, store::span)
                        .filter(span -> span.first() < milli(day) && span.last() >= milli(day) + DAY)
                        .isPresent();
    }

    private static long firstOpen(Interval interval, long midnight) {
        return interval.opensAt(midnight) ? midnight : interval.endOf(interval.openOf(midnight));
    }

    /** The begin of the day that has not ended yet. */
    static LocalDate today(Instant now) {
        return LocalDate.ofEpochDay(Math.floorDiv(now.toEpochMilli(), DAY));
    }
}
