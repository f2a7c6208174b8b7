package io.candlestream.simulator.stored;

import io.candlestream.history.LookAhead;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The archive files of one content by symbol and by the stretches of time that their names tell: a month, a day. So a moment years
 * behind the first file is found without reading the years. A symbol with a file whose name tells no time is one stretch.
 *
 * @param bySymbol oldest first; none overlaps another
 */
record ArchiveStretches(Map<String, List<Stretch>> bySymbol) {
    /** @param content as the names have it, such as {@code 1m} or {@code trades} */
    static ArchiveStretches of(List<Path> files, String content) {
        Pattern name = Pattern.compile(
                "([\\p{L}\\p{N}_]+)-" + content + "(?:-(\\d{4}-\\d{2}(?:-\\d{2})?)\\.|[-. ].*?)(?i:csv|csv\\.gz|zip)");
        Map<String, List<Stretch>> bySymbol = new TreeMap<>();
        for (Path file : files) {
            Matcher matcher = name.matcher(file.getFileName().toString());
            if (matcher.matches()) {
                bySymbol.computeIfAbsent(matcher.group(1).toUpperCase(Locale.ROOT), symbol -> new ArrayList<>())
                        .add(Stretch.of(file, Optional.ofNullable(matcher.group(2))));
            }
        }
        bySymbol.replaceAll((symbol, stretches) -> joined(stretches));
        return new ArchiveStretches(bySymbol);
    }

    private static List<Stretch> joined(List<Stretch> stretches) {
        stretches.sort(Comparator.comparingLong(Stretch::start));
        List<Stretch> joined = new ArrayList<>();
        for (Stretch next : stretches) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).end() > next.start()) {
                joined.set(last, joined.get(last).with(next));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }

    /**
     * The rows of {@code symbol} between two times, both included, in epoch milliseconds: {@code rows} reads those of a stretch when
     * its turn comes.
     */
    <T> Iterator<T> rows(String symbol, long from, long to, Reading<T> rows) {
        Iterator<Stretch> stretches = bySymbol.getOrDefault(symbol, List.of()).stream()
                .filter(stretch -> stretch.end() > from && stretch.start() <= to)
                .collect(Collectors.toList())
                .iterator();
        return LookAhead.flat(
                stretches,
                next -> rows.between(next.files(), Math.max(from, next.start()), Math.min(to, next.end() - 1)));
    }

    /** Reads the rows of files between two times, both included. */
    @FunctionalInterface
    interface Reading<T> {
        Iterator<T> between(List<Path> files, long from, long to);
    }

    /**
     * Files that hold what happened from {@code start} to before {@code end}, epoch milliseconds.
     */
    record Stretch(long start, long end, List<Path> files) {
        private static Stretch of(Path file, Optional<String> date) {
            return date.map(text -> dated(file, text)).orElseGet(() -> new Stretch(0, Long.MAX_VALUE, List.of(file)));
        }

        private static Stretch dated(Path file, String date) {
            try {
                boolean isMonth = date.length() == "2024-03".length();
                LocalDate first = isMonth ? YearMonth.parse(date).atDay(1) : LocalDate.parse(date);
                LocalDate next = isMonth ? first.plusMonths(1) : first.plusDays(1);
                return new Stretch(milli(first), milli(next), List.of(file));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "Cannot read " + file + ": " + date + " in its name is no day or month", e);
            }
        }

        private static long milli(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        }

        private Stretch with(Stretch other) {
            List<Path> both = new ArrayList<>(files);
            both.addAll(other.files);
            return new Stretch(start, Math.max(end, other.end), both);
        }
    }
}
