package io.candlestream.certify;

import io.candlestream.certify.hash.CertificateKeys;
import io.candlestream.history.History;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.program.EachDay;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command {@code certify} does, of whichever store. */
public final class CertifyRun {
    private static final int NAME_DIGITS = 12;
    /** In the folder: when it was last looked at all days, and those that have to be looked at again. */
    private static final String FOLLOWED = ".followed";

    /** How soon a day that is not proved yet is looked at again: gaps heal within minutes, and archives come after hours. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final CertifyOptions options;
    private final Optional<Function<Interval, History>> exchange;
    private final String version;
    private final PrintStream out;
    private final Clock clock;
    private final CertificateNotes notes;

    /**
     * @param exchange the candles of an interval as the exchange tells them; empty where nobody shall ask it
     * @param version of the program
     */
    public CertifyRun(
            CertifyOptions options, Optional<Function<Interval, History>> exchange, String version, PrintStream out) {
        this(options, exchange, version, out, Clock.systemUTC());
    }

    CertifyRun(
            CertifyOptions options,
            Optional<Function<Interval, History>> exchange,
            String version,
            PrintStream out,
            Clock clock) {
        this.options = options;
        this.exchange = exchange;
        this.version = version;
        this.out = out;
        this.clock = clock;
        this.notes = new CertificateNotes(options.folder);
    }

    /**
     * Does it.
     *
     * @param opened has the store opened for some work, and closes it
     * @return the exit code
     */
    public int run(Consumer<Consumer<DayStore>> opened) {
        if (options.newKey.isPresent()) {
            Path file = options.newKey.get();
            out.println("made: " + CertificateKeys.make(file) + " (the private key in " + file + ")");
            return Program.OK;
        }
        int[] code = {Program.OK};
        if (options.check.filter(DataSet::isNamed).isPresent()) {
            DataSet set = DataSet.read(options.check.get());
            opened.accept(store -> code[0] = new DataSetRun(store, out).check(set, options.json));
            return code[0];
        }
        if (options.dataset.isPresent()) {
            DataSet.name(options.dataset.get());
            List<LocalDate> days = options.days(clock.instant());
            opened.accept(store -> describe(store, options.dataset.get(), days));
            return Program.OK;
        }
        if (options.check.isPresent()) {
            CertificateCheck check =
                    CertificateCheck.of(options.check.get(), options.trust.map(CertificateKeys::trusted), options.day);
            opened.accept(store -> check.compare(store, options.witnesses(exchange)));
            return told(check);
        }
        PrivateKey key = CertificateKeys.read(options.key());
        if (options.follow()) {
            follow(opened, key);
            return Program.OK;
        }
        List<LocalDate> days = options.days(clock.instant());
        opened.accept(store -> code[0] = make(store, key, days.get(0), days.get(1)));
        return code[0];
    }

    /** Until it is interrupted, or a signal ends the process. */
    private void follow(Consumer<Consumer<DayStore>> opened, PrivateKey key) {
        EachDay each = new EachDay(clock, options.at, out);
        boolean goesOn = true;
        while (goesOn) {
            boolean done = each.during(() -> round(opened, key));
            goesOn = each.sleep(done ? Optional.empty() : Optional.of(AGAIN));
        }
    }

    /**
     * Certifies the last days that are not certified yet; what stops it is said, and stops nothing else.
     *
     * @return whether none of them has to be looked at again soon
     */
    boolean round(Consumer<Consumer<DayStore>> opened, PrivateKey key) {
        List<LocalDate> open = new ArrayList<>();
        NavigableSet<LocalDate> revised = new TreeSet<>();
        List<String> followed = followed();
        Instant since = Instant.parse(followed.get(0));
        Instant begun = clock.instant();
        try {
            opened.accept(store -> {
                revised.addAll(revised(store, since));
                followed.stream().skip(1).map(LocalDate::parse).forEach(revised::add);
                Stream.concat(options.backward(clock.instant()).stream(), revised.stream())
                        .distinct()
                        .sorted()
                        .filter(day -> !certified(store, key, day, revised.contains(day)))
                        .forEach(open::add);
            });
            if (!open.isEmpty()) {
                out.println("not proved yet: "
                        + String.join(
                                ", ", open.stream().map(LocalDate::toString).toList()));
            }
            Files.createDirectories(options.folder);
            // A revised day that is not proved yet is looked at again, however old it is.
            List<String> next = new ArrayList<>(List.of(begun.toString()));
            open.stream().filter(revised::contains).map(LocalDate::toString).forEach(next::add);
            Files.write(options.folder.resolve(FOLLOWED), next);
            return open.isEmpty();
        } catch (SettingsException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            out.println(message(e) + " (tried again in an hour)");
            return false;
        }
    }

    /** Since when revisions have to be looked at, and behind it the days that were not proved then. */
    private List<String> followed() {
        Path followed = options.folder.resolve(FOLLOWED);
        try {
            if (Files.exists(followed)) {
                List<String> lines = Files.readAllLines(followed);
                Instant.parse(lines.get(0));
                lines.stream().skip(1).forEach(LocalDate::parse);
                return lines;
            }
        } catch (IOException | DateTimeParseException | IndexOutOfBoundsException e) {
            out.println("Cannot read " + followed + ": all revisions are looked at");
        }
        return List.of(Instant.EPOCH.toString());
    }

    /**
     * The certified days, however long ago, of which a revision was noted since then, or shortly before: it is noted before its row is
     * stored.
     */
    private SortedSet<LocalDate> revised(DayStore store, Instant since) {
        return store.revised(since.equals(Instant.EPOCH) ? since : since.minus(AGAIN)).stream()
                .filter(day -> Files.exists(options.folder.resolve(day + ".json")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether all that there is of a day is certified, before or now. A day that is not keeps no other one from it. */
    private boolean certified(DayStore store, PrivateKey key, LocalDate day, boolean revised) {
        try {
            return isCertified(store, key, day, revised);
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException e) {
            out.println(message(e));
            return false;
        }
    }

    private boolean isCertified(DayStore store, PrivateKey key, LocalDate day, boolean revised) {
        Path file = options.folder.resolve(day + ".json");
        Optional<Certificate> there = Files.exists(file) ? Optional.of(Certificate.read(file)) : Optional.empty();
        boolean open = there.filter(one -> !one.entries("unproved").isEmpty()).isPresent();
        if (!revised && there.isPresent() && !open) {
            return true;
        }
        List<DayEntry> entries = found(store, day, day.plusDays(1)).getOrDefault(day, List.of());
        if (entries.isEmpty()) {
            return true;
        }
        Certificate same = Certificate.of(day, entries, there.flatMap(Certificate::previous), key);
        if (!there.equals(Optional.of(same))) {
            write(store, key, day, entries, open);
        }
        return entries.stream().allMatch(DayEntry::isProved);
    }

    private static String message(Exception e) {
        return (e instanceof UncheckedIOException ? e : RootCause.of(e)).getMessage();
    }

    private int told(CertificateCheck check) {
        List<String> differences = check.differences();
        Certificate read = check.certificate();
        if (options.json) {
            Map<String, Object> data = new TreeMap<>();
            data.put("equal", differences.isEmpty());
            data.put("day", read.day().toString());
            data.put("root", read.root());
            data.put("key", read.key());
            data.put("trusted", options.trust.isPresent());
            data.put("compared", check.compared());
            data.put("differences", differences);
            data.put("notes", check.notes());
            out.println(Certificate.canonical(data));
        } else {
            check.notes().forEach(out::println);
            differences.forEach(out::println);
            out.println((differences.isEmpty() ? "equal: " : "NOT equal: ") + check.compared() + " pairs of "
                    + read.day() + ", " + differences.size() + " differences, root " + read.root());
            out.println("signed by " + read.key()
                    + (options.trust.isPresent() ? "" : " (--trust says whether that is the right one)"));
        }
        return differences.isEmpty() ? Program.OK : Program.FAILED;
    }

    private int make(DayStore store, PrivateKey key, LocalDate from, LocalDate to) {
        SortedMap<LocalDate, List<DayEntry>> days = entries(store, from, to);
        boolean all = true;
        int made = 0;
        for (Map.Entry<LocalDate, List<DayEntry>> day : days.entrySet()) {
            all &= day.getValue().stream().allMatch(DayEntry::isProved);
            made += write(store, key, day.getKey(), day.getValue(), false) ? 1 : 0;
        }
        if (days.size() > 1) {
            out.println(made + " of " + days.size() + " days certified");
        }
        return all ? Program.OK : Program.FAILED;
    }

    /** What the store has of the days and pairs that are asked for. */
    private SortedMap<LocalDate, List<DayEntry>> entries(DayStore store, LocalDate from, LocalDate to) {
        SortedMap<LocalDate, List<DayEntry>> days = found(store, from, to);
        if (days.isEmpty()) {
            throw nothing(from, to);
        }
        return days;
    }

    private static FatalException nothing(LocalDate from, LocalDate to) {
        return new FatalException("Cannot certify: the store has no rows from " + from + " until " + to
                + " (./candlestream list says what is stored)");
    }

    /** A pair may lack all of them, and have rows long before and long behind: it is among the pairs too. */
    private SortedMap<LocalDate, List<DayEntry>> found(DayStore store, LocalDate from, LocalDate to) {
        List<CertifiedPair> pairs = store.pairs(options.streams(), 0, DayStore.LATEST).stream()
                .filter(options::wants)
                .sorted(Comparator.<CertifiedPair>naturalOrder().thenComparing(CertifiedPair::asset))
                .distinct()
                .toList();
        return new Certification(store, options.witnesses(exchange), from, to).entries(pairs);
    }

    private void describe(DayStore store, Path file, List<LocalDate> range) {
        SortedMap<LocalDate, List<DayEntry>> days = entries(store, range.get(0), range.get(1));
        days.forEach((day, entries) ->
                entries.stream().filter(entry -> !entry.isProved()).forEach(entry -> out.println(entry.unproved(day))));
        if (days.values().stream()
                .flatMap(List::stream)
                .allMatch(entry -> entry.day().rows() == 0)) {
            throw nothing(range.get(0), range.get(1)); // a data set is of some rows
        }
        new DataSetRun(store, out).write(file, days, range);
    }

    /**
     * Returns whether some pair is proved.
     *
     * @param open whether something of it was not proved before: then that may have changed, and nothing else
     */
    private boolean write(DayStore store, PrivateKey key, LocalDate day, List<DayEntry> entries, boolean open) {
        long proved = entries.stream().filter(DayEntry::isProved).count();
        entries.stream().filter(entry -> !entry.isProved()).forEach(entry -> out.println(entry.unproved(day)));
        Path file = options.folder.resolve(day + ".json");
        Optional<Certificate> there = Files.exists(file) ? Optional.of(Certificate.read(file)) : Optional.empty();
        Certificate same = Certificate.of(day, entries, there.flatMap(Certificate::previous), key);
        boolean again = there.filter(one -> !one.equals(same)).isPresent();
        if (again && !options.successor && !isExplained(store, there.get(), entries, open)) {
            throw new FatalException("Cannot certify " + day + ": " + file + " says otherwise (certify --check " + file
                    + " names the differences, --successor makes one that names it)");
        }
        Certificate made = again ? Certificate.of(day, entries, there.map(Certificate::sha256), key) : same;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String hash = made.sha256();
        store.keep(entries.stream()
                        .map(entry -> CertificateRow.of(made, hash, entry, now, version))
                        .toList())
                .ifPresent(why -> out.println("in the file alone, not in the table certificates: " + why
                        + " (log in as candlestream_writer to keep it there too)"));
        // Behind the table: who finds the file need not look there.
        save(store, file, made, again ? there : Optional.empty());
        String state = again ? "certified again, as successor of " + there.get().sha256() : "certified";
        out.println((proved == 0 ? "not certified" : state) + ": " + day + ", " + proved + " of " + entries.size()
                + " pairs, root " + made.root() + ", " + file);
        return proved > 0;
    }

    /** Of a certificate of which nobody noted when it was made no revision explains anything. */
    private boolean isExplained(DayStore store, Certificate there, List<DayEntry> entries, boolean open) {
        NotedChanges noted = new NotedChanges(store, there, notes.madeAt(there).map(made -> made.minus(AGAIN)));
        return open ? noted.allow(entries) : noted.explain(entries);
    }

    private void save(DayStore store, Path file, Certificate made, Optional<Certificate> before) {
        Path folder = options.folder;
        try {
            Files.createDirectories(folder);
            if (before.isPresent()) {
                String name = before.get().sha256().substring(0, NAME_DIGITS);
                Path kept = folder.resolve(made.day() + "." + name + ".json");
                Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING); // a crash leaves both, or the old one
            }
            Path whole = folder.resolve("." + made.day() + ".new");
            Files.writeString(whole, made.text());
            // Before: a certificate of which no line says when it was made has no successor by itself.
            notes.add(made, clock.instant(), version, store);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FatalException("Cannot write " + file + ": " + e, e);
        }
    }
}
