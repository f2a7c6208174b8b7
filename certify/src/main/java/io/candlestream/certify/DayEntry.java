package io.candlestream.certify;

import io.candlestream.certify.DataSet.DayHash;
import io.candlestream.certify.PairDay.Stretch;
import io.candlestream.certify.hash.HourHashes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a certificate says of one pair.
 *
 * @param gaps that touch the day
 * @param witnesses what each said: agreed, differs, unknown
 * @param why it is not proved; empty when it is
 */
record DayEntry(
        CertifiedPair pair,
        PairDay day,
        List<StoredGap> gaps,
        SortedMap<String, String> witnesses,
        List<Map<String, Object>> archives,
        List<String> why) {
    /** That of a day without rows. */
    static final PairDay NOTHING =
            new PairDay("", "", 0, StoredGap.NO_END, StoredGap.NO_END, 0, 0, List.of(), 0, PairDay.Ids.UNKNOWN);

    private static final int MOST_TOLD = 3;

    /** That of {@code pair} where it has no rows. */
    static DayEntry without(CertifiedPair pair) {
        return new DayEntry(pair, NOTHING, List.of(), new TreeMap<>(), List.of(), List.of());
    }

    boolean isProved() {
        return why.isEmpty();
    }

    /** One line about a pair that is not proved. */
    String unproved(LocalDate of) {
        return "not proved  " + pair + "  " + of + "  " + String.join("; ", why);
    }

    /** As docs/certificates.md has it. */
    SortedMap<String, Object> data() {
        SortedMap<String, Object> data = new TreeMap<>();
        data.put("stream", pair.stream().toString());
        data.put("symbol", pair.symbol());
        if (!pair.interval().isEmpty()) {
            data.put("interval", pair.interval());
        }
        data.put("rows", day.rows());
        data.put("sha256", day.sha256());
        data.put("hours", day.hours());
        data.put("first", StoredGap.text(day.first()));
        data.put("last", StoredGap.text(day.last()));
        if (pair.stream() != CertifiedStream.KLINES && day.rows() > 0) {
            data.put("first_id", day.firstId());
            data.put("last_id", day.lastId());
        }
        data.put("gaps", gaps.stream().map(StoredGap::data).toList());
        data.put("witnesses", witnesses);
        data.put("archives", archives);
        if (!why.isEmpty()) {
            data.put("why", why);
        }
        return data;
    }

    /** What is said of stretches that nothing explains. */
    static List<String> unexplained(CertifiedPair pair, List<Stretch> stretches) {
        List<String> lines = new ArrayList<>();
        for (Stretch stretch : stretches.subList(0, Math.min(MOST_TOLD, stretches.size()))) {
            lines.add(
                    pair.stream() == CertifiedStream.KLINES
                            ? "no candle from " + StoredGap.text(stretch.from()) + " until "
                                    + StoredGap.text(stretch.to()) + ", and nothing says why"
                            : stretch.firstId() == stretch.lastId()
                                    ? "no id " + stretch.firstId() + ", and nothing says why"
                                    : "no ids " + stretch.firstId() + " to " + stretch.lastId()
                                            + ", and nothing says why");
        }
        if (stretches.size() > MOST_TOLD) {
            lines.add((stretches.size() - MOST_TOLD) + " more such stretches");
        }
        return lines;
    }

    /**
     * How its rows differ from what was said of them: in one line, with both counts, the hours, and of lost rows the first one; empty when they are equal.
     *
     * @param verb how it was said, such as certified
     */
    Optional<String> difference(String verb, DayHash said) {
        if (said.sha256().equals(day.sha256())) {
            return Optional.empty();
        }
        long rows = said.rows();
        String counts = day.rows() == rows ? rows + " rows, as " + verb : verb + " " + rows + ", stored " + day.rows();
        String kind = day.rows() == rows ? "values differ" : day.rows() < rows ? "rows are missing" : "rows too many";
        return Optional.of(kind + ", " + counts + where(said.hours()) + lost(rows));
    }

    /** The hours whose hashes are others than {@code said}. */
    List<Integer> otherHours(String said) {
        return IntStream.range(0, HourHashes.HOURS)
                .filter(hour -> !part(said, hour).equals(part(day.hours(), hour)))
                .boxed()
                .toList();
    }

    private String where(String said) {
        List<String> hours = otherHours(said).stream()
                .map(hour -> String.format(Locale.ROOT, "%02d", hour))
                .toList();
        return hours.isEmpty() || day.hours().isEmpty()
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
    private String lost(long rows) {
        if (day.rows() >= rows) {
            return "";
        }
        return day.missing().stream()
                .filter(stretch -> !stretch.isWithin(gaps))
                .findFirst()
                .map(stretch -> pair.stream() == CertifiedStream.KLINES
                        ? ", missing from " + StoredGap.text(stretch.from())
                        : ", missing from id " + stretch.firstId())
                .orElse("");
    }
}
