package io.candlestream.history.archive;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The candles in the rows of one archive file, in any of its dialects; {@code head} is the next one. Whatever is not certain
 * is refused with its line and column. Whether a candle is possible at all is for the consumer to judge.
 */
final class ArchiveRows implements Iterator<Candle> {
    /** In 1973; as seconds, that is in the year 5138. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final long LEAST_SECONDS = 1_000_000_000L;
    /** The first microsecond time of 16 digits is in 2001; milliseconds reach that in 31688. */
    private static final long LEAST_MICROS = 1_000_000_000_000_000L;

    private static final long LEAST_NANOS = 100_000_000_000_000_000L;
    private static final int MOST_DIGITS = 18;

    private final LineReader lines;
    private final ArchiveName name;
    private final long madeAt;
    private Candle head;
    private long headLine;
    private Optional<Interval> shorter = Optional.empty();

    /**
     * @param lines closed when the first row cannot be read
     * @param madeAt when the file was made, epoch milliseconds: when each of its candles was reported
     */
    ArchiveRows(LineReader lines, ArchiveName name, long madeAt) {
        this.lines = lines;
        this.name = name;
        this.madeAt = madeAt;
        try {
            advance();
        } catch (IllegalArgumentException e) {
            lines.close();
            throw e;
        }
    }

    /** The open time of the next candle, epoch milliseconds; only when there is one. */
    long headOpen() {
        return head.openTime();
    }

    /** The line of the next candle. */
    long headLine() {
        return headLine;
    }

    @Override
    public boolean hasNext() {
        return head != null;
    }

    @Override
    public Candle next() {
        if (head == null) {
            throw new NoSuchElementException();
        }
        Candle candle = head;
        advance();
        return candle;
    }

    void close() {
        lines.close();
    }

    private void advance() {
        Optional<Candle> before = Optional.ofNullable(head);
        head = null;
        String[] cells = cells();
        if (before.isEmpty() && cells.length > 0 && ArchiveColumns.isHeader(cells)) {
            ArchiveColumns.unexpected(cells).ifPresent(found -> {
                throw lines.refused("unknown header, " + found);
            });
            cells = cells();
        }
        if (cells.length > 0) {
            head = candle(cells);
            headLine = lines.number();
            before.filter(candle -> head.openTime() < candle.openTime()).ifPresent(candle -> {
                throw lines.refused("the row is older than the one before it");
            });
            requireInterval(before);
        }
    }

    /** Those of the next line; none at the end. */
    private String[] cells() {
        String[] cells = lines.hasNext() ? ArchiveColumns.cells(lines.next()) : new String[0];
        if (cells.length == 1 && cells[0].matches(".*[;\t|].*")) {
            throw lines.refused("a comma is needed between the columns, found another separator");
        }
        return cells;
    }

    /** A candle may be cut by a halt of trading, but it is never longer, and two in a row are not cut to one length. */
    private void requireInterval(Optional<Candle> before) {
        long end = name.interval().endOf(head.openTime());
        if (head.closeTime() + 1 == end) {
            shorter = Optional.empty();
            return;
        }
        Optional<Interval> own = Arrays.stream(Interval.values())
                .filter(interval -> interval != name.interval())
                .filter(interval -> head.closeTime() + 1 == interval.endOf(head.openTime()))
                .findFirst();
        boolean longer = own.isPresent() && head.closeTime() >= end;
        boolean again = own.isPresent()
                && own.equals(shorter)
                && before.map(candle -> candle.closeTime() + 1 == head.openTime())
                        .orElse(false);
        if (longer || again) {
            throw lines.refused(
                    ArchiveColumns.named(6),
                    "the row is a candle of " + own.get().code() + ", the name of the file says "
                            + name.interval().code());
        }
        shorter = own;
    }

    private Candle candle(String[] row) {
        if (row.length < ArchiveColumns.COUNT) {
            throw lines.refused(ArchiveColumns.COUNT + " columns are needed, found " + row.length);
        }
        if (ArchiveColumns.isHeader(row)) {
            throw lines.refused("a header among the rows, where a row is expected");
        }
        Candle candle = new Candle(
                name.symbol(),
                name.interval(),
                millis(row, 0),
                millis(row, 6),
                decimal(row, 1),
                decimal(row, 2),
                decimal(row, 3),
                decimal(row, 4),
                decimal(row, 5),
                decimal(row, 7),
                decimal(row, 9),
                decimal(row, 10),
                whole(row, 8),
                Candle.NO_TRADE,
                Candle.NO_TRADE,
                madeAt);
        return candle.reportedAt(madeAt);
    }

    private long millis(String[] row, int column) {
        long time = whole(row, column);
        if (time < LEAST_MILLIS || time >= LEAST_NANOS) {
            String unit = time >= LEAST_NANOS ? "in nanoseconds" : time >= LEAST_SECONDS ? "in seconds" : "too small";
            throw refused(row, column, "is " + unit + ": a time in milliseconds or microseconds is needed");
        }
        return time >= LEAST_MICROS ? time / 1000 : time;
    }

    private long whole(String[] row, int column) {
        String text = row[column];
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > MOST_DIGITS + 1) {
            throw refused(row, column, "is not a whole number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(row, column, "is not a whole number");
        }
    }

    private String decimal(String[] row, int column) {
        String text = row[column];
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > 0 && i < text.length() - 1) {
                point = true;
            } else if (c < '0' || c > '9') {
                throw refused(row, column, "is not a decimal number");
            }
        }
        if (text.isEmpty()) {
            throw refused(row, column, "");
        }
        return text;
    }

    private IllegalArgumentException refused(String[] row, int column, String why) {
        String text = row[column].isEmpty() ? "a number is missing" : "'" + row[column] + "' " + why;
        return lines.refused(ArchiveColumns.named(column), text);
    }
}
