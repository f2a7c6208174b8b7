package io.candlestream.certify;

import io.candlestream.certify.DataSet.DayHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the rows of one day of a pair differ from what was said of them. */
final class DayDifference {
    /** Of a day without rows. */
    static final DayHash NOTHING = new DayHash(0, "", "");

    private DayDifference() {}

    /**
     * In one line, with both counts, the hours, and of lost rows the first one; empty when they are equal.
     *
     * @param verb how it was said, such as certified
     */
    static Optional<String> of(String verb, DayHash said, DayEntry stored) {
        PairDay day = stored.day();
        if (said.sha256().equals(day.sha256())) {
            return Optional.empty();
        }
        long rows = said.rows();
        String counts = day.rows() == rows ? rows + " rows, as " + verb : verb + " " + rows + ", stored " + day.rows();
        String kind = day.rows() == rows ? "values differ" : day.rows() < rows ? "rows are missing" : "rows too many";
        return Optional.of(kind + ", " + counts + where(said.hours(), day.hours()) + lost(rows, stored));
    }

    /** The hours whose hashes differ. */
    private static String where(String said, String stored) {
        List<String> hours = new ArrayList<>();
        for (int hour = 0; hour < HourHashes.HOURS; hour++) {
            if (!part(said, hour).equals(part(stored, hour))) {
                hours.add(String.format(Locale.ROOT, "%02d", hour));
            }
        }
        return hours.isEmpty() || stored.isEmpty()
                ? ""
                : hours.size() == 1
                        ? ", in the hour " + hours.get(0)
                        : ", in " + hours.size() + " hours, the first is " + hours.get(0);
    }

    private static String part(String hours, int hour) {
        int begin = hour * HourHashes.SHORT;
        return hours.length() < begin + HourHashes.SHORT ? "" : hours.substring(begin, begin + HourHashes.SHORT);
    }

    /** The first row that should be there by the grid or the ids, and is not. */
    private static String lost(long rows, DayEntry stored) {
        if (stored.day().rows() >= rows) {
            return "";
        }
        return stored.day().missing().stream()
                .filter(stretch -> !stretch.isWithin(stored.gaps()))
                .findFirst()
                .map(stretch -> stored.pair().stream() == CertifiedStream.KLINES
                        ? ", missing from " + StoredGap.text(stretch.from())
                        : ", missing from id " + stretch.firstId())
                .orElse("");
    }
}
