package io.candlestream.history.archive;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The rows of one archive file, in any of its dialects; {@code head} is the next one. Whatever is not certain is refused with its
 * line and column. Whether what a row tells is possible at all is for the consumer to judge.
 */
final class ArchiveRows<T> implements Iterator<T> {
    private static final int MOST_DIGITS = 18;

    private final LineReader lines;
    private final ArchiveFormat<T> format;
    private final ArchiveFormat.Parser<T> parser;
    private final long from;
    private T head;
    private long headLine;

    /**
     * @param lines closed when the first row cannot be read
     * @param from the position of the first row that is wanted: those behind the file's first one and before it are passed over unread
     */
    ArchiveRows(LineReader lines, ArchiveFormat<T> format, ArchiveName name, long madeAt, long from) {
        this.lines = lines;
        this.format = format;
        this.parser = format.parser(name, madeAt);
        this.from = from;
        try {
            advance();
        } catch (IllegalArgumentException e) {
            lines.close();
            throw e;
        }
    }

    /** Where the next row stands; only when there is one. */
    long headPosition() {
        return format.position(head);
    }

    /** The line of the next row. */
    long headLine() {
        return headLine;
    }

    @Override
    public boolean hasNext() {
        return head != null;
    }

    @Override
    public T next() {
        if (head == null) {
            throw new NoSuchElementException();
        }
        T row = head;
        advance();
        return row;
    }

    void close() {
        lines.close();
    }

    private void advance() {
        Optional<T> before = Optional.ofNullable(head);
        head = null;
        String[] cells = before.isPresent() ? cells(wanted()) : cells();
        if (before.isEmpty() && cells.length > 0 && ArchiveColumns.isHeader(cells)) {
            format.columns().unexpected(cells).ifPresent(found -> {
                throw lines.refused("unknown header, " + found);
            });
            cells = cells();
        }
        if (cells.length > 0) {
            int needed = format.columns().count();
            if (cells.length < needed) {
                throw lines.refused(needed + " columns are needed, found " + cells.length);
            }
            if (ArchiveColumns.isHeader(cells)) {
                throw lines.refused("a header among the rows, where a row is expected");
            }
            T row = parser.parse(new ArchiveRow(lines, format.columns(), cells), before);
            if (before.filter(older -> format.position(row) < format.position(older))
                    .isPresent()) {
                throw lines.refused("the row is older than the one before it");
            }
            head = row;
            headLine = lines.number();
        }
    }

    /** The next line that is not certainly one of a row before the wanted ones; the last one in any case, and empty behind it. */
    private String wanted() {
        String line = lines.hasNext() ? lines.next() : "";
        while (lines.hasNext() && isBefore(line)) {
            line = lines.next();
        }
        return line;
    }

    private boolean isBefore(String line) {
        int comma = Math.min(line.indexOf(','), MOST_DIGITS);
        long number = 0;
        for (int i = 0; i < comma; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            number = number * 10 + digit;
        }
        return comma > 0 && format.position(number) < from;
    }

    /** Those of the next line; none at the end. */
    private String[] cells() {
        return cells(lines.hasNext() ? lines.next() : "");
    }

    private String[] cells(String line) {
        String[] cells = line.isEmpty() ? new String[0] : ArchiveColumns.cells(line);
        if (cells.length == 1 && cells[0].matches(".*[;\t|].*")) {
            throw lines.refused("a comma is needed between the columns, found another separator");
        }
        return cells;
    }
}
