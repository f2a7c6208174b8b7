package io.candlestream.certify;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Somebody else who knows the rows of past days, by whom a day is proved. */
interface Witness {
    /** As it stands in a certificate. */
    String name();

    /** The days that it knows of a pair; empty where it knows nothing of the pair at all. */
    Optional<SortedMap<LocalDate, PairDay>> days(CertifiedPair pair, long from, long to);

    /** Whether it would know the rows of a day, if there were some. */
    default boolean knows(CertifiedPair pair, LocalDate day) {
        return true;
    }

    /** The files by which it knows a day, each with its checksum. */
    default List<Map<String, Object>> files(CertifiedPair pair, LocalDate day) {
        return List.of();
    }
}
