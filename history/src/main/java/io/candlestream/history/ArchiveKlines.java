package io.candlestream.history;

import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The candles in kline archive files ({@code .csv}, {@code .csv.gz}, {@code .zip}), read as they are asked for, in the order
 * of time, repeated ones once. A hole stays a hole. The archive has no trade ids.
 *
 * <p>Source of the dialects: binance-api.md section 5.
 */
public final class ArchiveKlines {
    private static final Pattern NAME = Pattern.compile("([^-]+)-(\\d+(?:s|m|h|d|w|mo|M))[-.].*?(?:csv|csv\\.gz|zip)");
    /** The first microsecond time of 16 digits is in 2001; milliseconds reach that in 31688. */
    private static final long LEAST_MICROS = 1_000_000_000_000_000L;

    private final Map<String, List<Source>> sourcesBySymbol;
    private final Interval interval;

    private ArchiveKlines(Map<String, List<Source>> sourcesBySymbol, Interval interval) {
        this.sourcesBySymbol = sourcesBySymbol;
        this.interval = interval;
    }

    /** Whether the name of {@code file} is that of an archive of klines. */
    public static boolean recognises(Path file) {
        return Name.of(file).isPresent();
    }

    /**
     * The candles of those {@code files} that hold klines of {@code interval}; symbol and interval stand in a file's name.
     *
     * @throws IllegalArgumentException when none does, or a first row cannot be read
     */
    public static ArchiveKlines of(List<Path> files, Interval interval) {
        Map<String, List<Source>> sourcesBySymbol = files.stream()
                .flatMap(file -> Name.of(file).filter(name -> name.interval() == interval).stream()
                        .map(name -> Source.of(file, name)))
                .sorted(Comparator.comparingLong(Source::firstOpen))
                .collect(Collectors.groupingBy(source -> source.name().symbol(), TreeMap::new, Collectors.toList()));
        if (sourcesBySymbol.isEmpty()) {
            throw new IllegalArgumentException("Cannot read " + files + ": no klines of " + interval.code()
                    + " among them (a name such as BTCUSDT-" + interval.code() + "-2026-02.zip is needed)");
        }
        return new ArchiveKlines(sourcesBySymbol, interval);
    }

    /** The symbols that the files hold. */
    public List<String> symbols() {
        return List.copyOf(sourcesBySymbol.keySet());
    }

    /** The interval of every candle. */
    public Interval interval() {
        return interval;
    }

    /** The candles of {@code symbol}, oldest first; each call starts anew. */
    public Iterator<Candle> candles(String symbol) {
        return new Chain(sourcesBySymbol.getOrDefault(symbol, List.of()));
    }

    /** What a file's name tells; the archive calls a month 1mo. */
    private record Name(String symbol, Interval interval) {
        static Optional<Name> of(Path file) {
            Matcher matcher = NAME.matcher(file.getFileName().toString());
            return matcher.matches()
                    ? Interval.ofCode(matcher.group(2).replace("mo", "M")).map(i -> new Name(matcher.group(1), i))
                    : Optional.empty();
        }
    }

    /** A file and where in time it begins. */
    private record Source(Path file, Name name, long firstOpen) {
        static Source of(Path file, Name name) {
            try (Lines lines = Lines.of(file)) {
                Rows rows = new Rows(lines, name);
                if (!rows.hasNext()) {
                    throw new IllegalArgumentException("Cannot read " + file + ": no rows in it");
                }
                return new Source(file, name, rows.head.openTime());
            }
        }
    }

    /** The candles of one symbol's files in the order of time, repeated ones once; a file is opened when its time comes. */
    private static final class Chain implements Iterator<Candle> {
        private final Deque<Source> waiting;
        private final PriorityQueue<Rows> open =
                new PriorityQueue<>(Comparator.comparingLong((Rows rows) -> rows.head.openTime()));
        private long last = Long.MIN_VALUE;

        Chain(List<Source> sources) {
            waiting = new ArrayDeque<>(sources);
        }

        @Override
        public boolean hasNext() {
            openDue();
            while (!open.isEmpty() && open.element().head.openTime() <= last) {
                take();
                openDue();
            }
            return !open.isEmpty();
        }

        @Override
        public Candle next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Candle candle = take();
            last = candle.openTime();
            return candle;
        }

        private void openDue() {
            while (!waiting.isEmpty()
                    && (open.isEmpty()
                            || waiting.element().firstOpen()
                                    <= open.element().head.openTime())) {
                Source source = waiting.remove();
                open.add(new Rows(Lines.of(source.file()), source.name()));
            }
        }

        private Candle take() {
            Rows rows = open.remove();
            Candle candle = rows.next();
            if (rows.hasNext()) {
                open.add(rows);
            }
            return candle;
        }
    }

    /** The rows of one file; {@code head} is the next one. */
    private static final class Rows implements Iterator<Candle> {
        private static final int COLUMNS = 12;

        private final Lines lines;
        private final Name name;
        private Candle head;

        Rows(Lines lines, Name name) {
            this.lines = lines;
            this.name = name;
            advance(Long.MIN_VALUE);
        }

        @Override
        public boolean hasNext() {
            return head != null;
        }

        @Override
        public Candle next() {
            Candle candle = head;
            advance(candle.openTime());
            return candle;
        }

        private void advance(long after) {
            String line = lines.hasNext() ? lines.next() : "";
            if (head == null && line.startsWith("open_time")) {
                line = lines.hasNext() ? lines.next() : "";
            }
            head = line.isEmpty() ? null : candle(line.split(",", -1));
            if (head != null && head.openTime() < after) {
                throw lines.refused("the row is older than the one before it");
            }
        }

        private Candle candle(String[] row) {
            if (row.length < COLUMNS) {
                throw lines.refused(COLUMNS + " columns are needed, found " + row.length);
            }
            return new Candle(
                    name.symbol(),
                    name.interval(),
                    millis(row[0]),
                    millis(row[6]),
                    decimal(row[1]),
                    decimal(row[2]),
                    decimal(row[3]),
                    decimal(row[4]),
                    decimal(row[5]),
                    decimal(row[7]),
                    decimal(row[9]),
                    decimal(row[10]),
                    whole(row[8]),
                    Candle.NO_TRADE,
                    Candle.NO_TRADE);
        }

        private long millis(String text) {
            long time = whole(text);
            return time >= LEAST_MICROS ? time / 1000 : time;
        }

        private long whole(String text) {
            try {
                return Long.parseUnsignedLong(text);
            } catch (NumberFormatException e) {
                throw lines.refused("'" + text + "' is not a whole number");
            }
        }

        private String decimal(String text) {
            boolean point = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.' && !point && i > 0 && i < text.length() - 1) {
                    point = true;
                } else if (c < '0' || c > '9') {
                    throw lines.refused("'" + text + "' is not a decimal number");
                }
            }
            if (text.isEmpty()) {
                throw lines.refused("a number is missing");
            }
            return text;
        }
    }
}
