package io.candlestream.certify;

import io.candlestream.history.LookAhead;
import io.candlestream.history.Numbered;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.history.archive.Checksum;
import io.candlestream.runtime.program.InputFolder;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The archive files in a folder: a witness of what a store holds, and a store of their own, which needs no server. */
final class ArchiveDays implements Witness, DayStore {
    /** A day, a month, or both ends of a stretch in the name of a file. */
    private static final Pattern DATES = Pattern.compile("(\\d{8})-(\\d{8})|\\d{4}-\\d{2}(-\\d{2})?");

    private static final String TRADES = "trades";
    private static final String AGG_TRADES = "aggTrades";
    /** Symbol, and what is in the file. */
    private static final Pattern NAME = Pattern.compile("([\\p{L}\\p{N}_]+)-(\\d+(?:mo|[a-zM])|" + TRADES + "|"
            + AGG_TRADES + ")[-. ](?:.*[.])?(?i:csv|csv\\.gz|zip)");

    private final Path folder;
    private final List<Path> files;
    private final Map<Path, String> checksums = new HashMap<>();

    /** @throws SettingsException when there is no such folder */
    ArchiveDays(Path folder) {
        this.folder = folder;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new SettingsException("Cannot read " + folder + ": " + InputFolder.missing(folder) + " (--data)", e);
        }
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Optional<SortedMap<LocalDate, PairDay>> days(CertifiedPair pair, long from, long to) {
        if (of(pair).findAny().isEmpty()) {
            return Optional.empty();
        }
        PairDays days = new PairDays(pair);
        read(pair, from, to, days);
        return Optional.of(days.finish());
    }

    private void read(CertifiedPair pair, long from, long to, RowTaker taker) {
        WitnessedRows rows = new WitnessedRows(taker);
        try {
            switch (pair.stream()) {
                case KLINES -> {
                    Interval interval = Interval.ofCode(pair.interval()).orElseThrow();
                    rows.candles(ArchiveKlines.in(folder, interval).candles(pair.symbol(), from, to - 1));
                }
                case TRADES -> rows.trades(within(ArchivedById.trades(folder), pair, from, to));
                case AGG_TRADES -> rows.aggregates(within(ArchivedById.aggTrades(folder), pair, from, to));
            }
        } catch (IllegalArgumentException e) { // what a file has to be refused for
            throw new SettingsException(e.getMessage(), e);
        }
    }

    /** What stands among them by its id, and is of the day before or behind, is of that day. */
    private static <P extends Numbered> Iterator<P> within(
            ArchivedById<P> events, CertifiedPair pair, long from, long to) {
        Iterator<P> among = events.between(pair.symbol(), from, to - 1, OptionalLong.empty());
        return new LookAhead<>() {
            @Override
            protected Optional<P> find() {
                while (among.hasNext()) {
                    P event = among.next();
                    if (event.time() >= from && event.time() < to) {
                        return Optional.of(event);
                    }
                }
                return Optional.empty();
            }
        };
    }

    @Override
    public List<CertifiedPair> pairs(Set<CertifiedStream> streams, long from, long to) {
        SortedSet<CertifiedPair> pairs = new TreeSet<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                String symbol = name.group(1).toUpperCase(Locale.ROOT);
                switch (name.group(2)) {
                    case TRADES -> pairs.add(CertifiedPair.events(CertifiedStream.TRADES, symbol));
                    case AGG_TRADES -> pairs.add(CertifiedPair.events(CertifiedStream.AGG_TRADES, symbol));
                    default ->
                        Interval.ofCode(name.group(2).replace("mo", "M"))
                                .ifPresent(interval -> pairs.add(CertifiedPair.candles(symbol, interval.code(), "")));
                }
            }
        }
        return pairs.stream().filter(pair -> streams.contains(pair.stream())).toList();
    }

    @Override
    public void read(List<CertifiedPair> pairs, long from, long to, Function<CertifiedPair, RowTaker> takers) {
        pairs.parallelStream().forEach(pair -> read(pair, from, to, takers.apply(pair)));
    }

    @Override
    public List<StoredGap> gaps(CertifiedPair pair, long from, long to) {
        return List.of();
    }

    @Override
    public OptionalLong edge(CertifiedPair pair, long from, long to, Edge edge) {
        Ends ends = new Ends();
        read(pair, from, to, ends);
        return edge == Edge.FIRST ? ends.first : ends.last;
    }

    @Override
    public Optional<Span> span(CertifiedPair pair) {
        Ends ends = new Ends();
        read(pair, 0, LATEST, ends);
        return ends.first.isEmpty() ? Optional.empty() : Optional.of(new Span(ends.begin, ends.end));
    }

    /** The first and the last of some rows. */
    private static final class Ends implements RowTaker {
        private OptionalLong first = OptionalLong.empty();
        private OptionalLong last = OptionalLong.empty();
        private long begin = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;

        private void take(long id, long time) {
            last = OptionalLong.of(id);
            first = first.isPresent() ? first : last;
            begin = Math.min(begin, time);
            end = Math.max(end, time);
        }

        @Override
        public void candle(CandleRow row) {
            take(row.openTime(), row.openTime());
        }

        @Override
        public void event(EventRow row) {
            take(row.id(), row.time());
        }
    }

    private Stream<Path> of(CertifiedPair pair) {
        String content =
                switch (pair.stream()) {
                    case KLINES -> pair.interval().replace("M", "mo");
                    case TRADES -> TRADES;
                    case AGG_TRADES -> AGG_TRADES;
                };
        return files.stream().filter(file -> {
            Matcher name = NAME.matcher(file.getFileName().toString());
            return name.matches()
                    && name.group(1).toUpperCase(Locale.ROOT).equals(pair.symbol())
                    && List.of(content, pair.interval()).contains(name.group(2));
        });
    }

    private Stream<Path> of(CertifiedPair pair, LocalDate day) {
        return of(pair).filter(file -> mayHold(file.getFileName().toString(), day));
    }

    @Override
    public List<String> names(CertifiedPair pair, LocalDate day) {
        return of(pair, day).map(file -> file.getFileName().toString()).toList();
    }

    @Override
    public boolean knows(CertifiedPair pair, LocalDate day) {
        return of(pair, day).findAny().isPresent();
    }

    @Override
    public List<Map<String, Object>> files(CertifiedPair pair, LocalDate day) {
        return of(pair, day)
                .map(file -> Map.<String, Object>of(
                        "file",
                        file.getFileName().toString(),
                        "sha256",
                        checksums.computeIfAbsent(file, ArchiveDays::checksum)))
                .toList();
    }

    /** By its name; one whose name tells no date may. */
    static boolean mayHold(String name, LocalDate day) {
        Matcher dates = DATES.matcher(name);
        if (!dates.find()) {
            return true;
        }
        String basic = day.toString().replace("-", "");
        return dates.group(1) == null
                ? day.toString().startsWith(dates.group())
                : dates.group(1).compareTo(basic) <= 0 && basic.compareTo(dates.group(2)) <= 0;
    }

    private static String checksum(Path file) {
        try {
            return Checksum.sha256(file);
        } catch (IOException e) {
            throw new FatalException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "archive";
    }
}
