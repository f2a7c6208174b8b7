package io.candlestream.certify;

import io.candlestream.certify.DataSet.DayHash;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Describes what a store holds as a data set, and compares a store with such a description. */
record DataSetRun(DayStore store, PrintStream out) {
    private static final SortedMap<LocalDate, DayHash> NO_DAYS = Collections.emptySortedMap();

    /**
     * Writes {@code file}.
     *
     * @param entries of all pairs and days that belong to it
     * @param range the first day, and behind it the end, excluded
     */
    void write(Path file, SortedMap<LocalDate, List<DayEntry>> entries, List<LocalDate> range) {
        SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> days = days(entries);
        Set<CertifiedStream> streams = EnumSet.noneOf(CertifiedStream.class);
        Set<String> symbols = new TreeSet<>();
        Set<String> intervals = new TreeSet<>();
        days.keySet().forEach(pair -> {
            streams.add(pair.stream());
            symbols.add(pair.symbol());
            if (!pair.interval().isEmpty()) {
                intervals.add(pair.interval());
            }
        });
        if (intervals.size() > 1) {
            throw new SettingsException("Cannot write the data set " + file + ": it has one interval, the store has "
                    + String.join(", ", intervals) + " (--interval chooses)");
        }
        DataSet set = new DataSet(
                DataSet.name(file),
                streams,
                List.copyOf(symbols),
                String.join("", intervals),
                DataSet.SPOT,
                range.get(0),
                range.get(1),
                DataSet.root(days),
                Optional.empty(),
                days);
        try {
            Path whole = file.resolveSibling("." + file.getFileName() + ".new");
            Files.writeString(whole, set.text());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FatalException("Cannot write " + file + ": " + e, e);
        }
        out.println("data set: " + counted(days) + ", root " + set.root() + ", " + file);
    }

    private static SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> days(
            SortedMap<LocalDate, List<DayEntry>> entries) {
        SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> days = new TreeMap<>();
        entries.forEach((day, all) -> all.stream()
                .filter(entry -> entry.day().rows() > 0)
                .forEach(entry -> days.computeIfAbsent(entry.pair(), none -> new TreeMap<>())
                        .put(
                                day,
                                new DayHash(
                                        entry.day().rows(),
                                        entry.day().sha256(),
                                        entry.day().hours()))));
        return days;
    }

    private static String counted(SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> days) {
        long rows = days.values().stream()
                .flatMap(one -> one.values().stream())
                .mapToLong(DayHash::rows)
                .sum();
        return days.size() + " pairs, "
                + days.values().stream().mapToInt(Map::size).sum() + " days, " + rows + " rows";
    }

    /** Compares {@code set} with what the store holds of it; returns the exit code. */
    int check(DataSet set, boolean json) {
        Certification certification = new Certification(store, List.of(), set.from(), set.to());
        SortedMap<LocalDate, List<DayEntry>> entries =
                certification.entries(certification.stored(set.pairs()).values().stream()
                        .filter(set.pairs()::contains)
                        .toList());
        SortedMap<CertifiedPair, SortedMap<LocalDate, DayHash>> stored = days(entries);
        String root = DataSet.root(stored);
        boolean equal = root.equals(set.root());
        List<String> differences = equal ? List.of() : differences(set, entries);
        if (json) {
            Map<String, Object> data = new TreeMap<>();
            data.put("equal", equal);
            data.put("name", set.name());
            data.put("root", set.root());
            data.put("stored_root", root);
            data.put("differences", differences);
            out.println(Certificate.canonical(data));
        } else {
            differences.forEach(out::println);
            out.println(
                    equal
                            ? "equal: " + set.name() + ", " + counted(stored) + ", root " + root
                            : "NOT equal: " + set.name() + ", " + counted(stored) + ", " + differences.size()
                                    + " differences, root " + root + " in place of " + set.root());
        }
        return equal ? Program.OK : Program.FAILED;
    }

    private List<String> differences(DataSet set, SortedMap<LocalDate, List<DayEntry>> entries) {
        if (set.days().isEmpty()) {
            return List.of("which days differ nobody can say: the file of the data set names none");
        }
        Map<CertifiedPair, SortedMap<LocalDate, DayEntry>> found = new TreeMap<>();
        entries.forEach((day, all) -> all.forEach(entry ->
                found.computeIfAbsent(entry.pair(), none -> new TreeMap<>()).put(day, entry)));
        List<String> differences = new ArrayList<>();
        for (CertifiedPair pair : set.pairs()) {
            SortedMap<LocalDate, DayHash> said = set.days().getOrDefault(pair, NO_DAYS);
            SortedMap<LocalDate, DayEntry> there = found.getOrDefault(pair, Collections.emptySortedMap());
            Set<LocalDate> days = new TreeSet<>(said.keySet());
            days.addAll(there.keySet());
            days.forEach(day -> there.getOrDefault(day, DayEntry.without(pair))
                    .difference("described", said.getOrDefault(day, DayHash.NONE))
                    .ifPresent(what -> differences.add(pair + " " + day + ": " + what + files(pair, day))));
        }
        return differences;
    }

    private String files(CertifiedPair pair, LocalDate day) {
        List<String> files = store.names(pair, day);
        return files.isEmpty() ? "" : " (" + String.join(", ", files) + ")";
    }
}
