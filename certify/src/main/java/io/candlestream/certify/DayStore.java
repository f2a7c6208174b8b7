package io.candlestream.certify;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/** A store of rows. Times are epoch milliseconds, ends are excluded. */
public interface DayStore {
    /** The end of the year 9999, which no row reaches. */
    long LATEST = 253_402_300_800_000L;

    /** The pairs of these streams that have rows from {@code from} until {@code to}; others may be among them. */
    List<CertifiedPair> pairs(Set<CertifiedStream> streams, long from, long to);

    /** Hands the rows of each pair to its taker, in their order; those of several pairs at once. */
    void read(List<CertifiedPair> pairs, long from, long to, Function<CertifiedPair, RowTaker> takers);

    /** The gaps of a pair that touch the time, by their begins. */
    List<StoredGap> gaps(CertifiedPair pair, long from, long to);

    /** The id of the first or the last row of a pair in the time, of a candle its open time; empty where there is none. */
    OptionalLong edge(CertifiedPair pair, long from, long to, Edge edge);

    /** From when until when a pair has rows, whatever is missing between them; empty where it has none. */
    Optional<Span> span(CertifiedPair pair);

    /** The days of which a revision was noted at {@code since} or later: what a certificate says of them may stand no more. */
    default SortedSet<LocalDate> revised(Instant since) {
        return Collections.emptySortedSet();
    }

    /**
     * Whether a row of a pair was replaced by one with other values, as far as the store knows.
     *
     * @param since when that was noted at the earliest; a store that does not know looks at all
     */
    default boolean isRevised(CertifiedPair pair, long from, long to, Instant since) {
        return false;
    }

    /** Writes what a certificate says into the table of certificates; says why it did not. */
    default Optional<String> keep(List<CertificateRow> rows) {
        return Optional.empty();
    }

    /** The names of the files that may hold rows of a day; none where rows are not in files that a person knows. */
    default List<String> names(CertifiedPair pair, LocalDate day) {
        return List.of();
    }

    /**
     * Where the rows of a pair begin and end.
     *
     * @param first time of the first row, epoch milliseconds, as {@code last}; of trades the begin of its hour may stand for it
     */
    record Span(long first, long last) {}

    /** An end of a stretch of rows. */
    enum Edge {
        FIRST,
        LAST
    }
}
