package io.candlestream.history;

import java.util.Iterator;

/** The candles in the rows of one archive file, in any of its dialects; {@code head} is the next one. */
final class ArchiveRows implements Iterator<Candle> {
    private static final int COLUMNS = 12;
    /** The first microsecond time of 16 digits is in 2001; milliseconds reach that in 31688. */
    private static final long LEAST_MICROS = 1_000_000_000_000_000L;

    private final Lines lines;
    private final ArchiveName name;
    private final long madeAt;
    private Candle head;

    /** @param madeAt when the file was, epoch milliseconds: each candle is told then */
    ArchiveRows(Lines lines, ArchiveName name, long madeAt) {
        this.lines = lines;
        this.name = name;
        this.madeAt = madeAt;
        advance(Long.MIN_VALUE);
    }

    /** The open time of the next candle, epoch milliseconds; only when there is one. */
    long headOpen() {
        return head.openTime();
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

    void close() {
        lines.close();
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
        Candle candle = new Candle(
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
        return candle.toldAt(madeAt);
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
