package io.candlestream.history.archive;

/**
 * The cells of one row, each read by the type that its column has. Whatever is not certain is refused with its line and column.
 *
 * @param lines where the row was read last
 */
@SuppressWarnings("ArrayRecordComponent") // They are not compared.
record ArchiveRow(LineReader lines, ArchiveColumns columns, String[] cells) {
    /** In 1973; as seconds, that is in the year 5138. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final long LEAST_SECONDS = 1_000_000_000L;
    /** The first microsecond time of 16 digits is in 2001; milliseconds reach that in 31688. */
    private static final long LEAST_MICROS = 1_000_000_000_000_000L;

    private static final long LEAST_NANOS = 100_000_000_000_000_000L;
    private static final int MOST_DIGITS = 18;

    /** A time, epoch milliseconds, which may be written in microseconds. */
    long millis(int column) {
        long time = whole(column);
        if (time < LEAST_MILLIS || time >= LEAST_NANOS) {
            String unit = time >= LEAST_NANOS ? "in nanoseconds" : time >= LEAST_SECONDS ? "in seconds" : "too small";
            throw refused(column, "is " + unit + ": a time in milliseconds or microseconds is needed");
        }
        return millis(time);
    }

    /** Epoch milliseconds of a time in milliseconds or microseconds. */
    static long millis(long time) {
        return time >= LEAST_MICROS ? time / 1000 : time;
    }

    long whole(int column) {
        String text = cells[column];
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > MOST_DIGITS + 1) {
            throw refused(column, "is not a whole number");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(column, "is not a whole number");
        }
    }

    /** A whole number, or -1 where there is none. */
    long wholeOrNone(int column) {
        return cells[column].equals("-1") ? -1 : whole(column);
    }

    String decimal(int column) {
        String text = cells[column];
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > 0 && i < text.length() - 1) {
                point = true;
            } else if (c < '0' || c > '9') {
                throw refused(column, "is not a decimal number");
            }
        }
        if (text.isEmpty()) {
            throw refused(column, "");
        }
        return text;
    }

    boolean flag(int column) {
        String text = cells[column];
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw refusedFor(column, "'" + text + "' is not true or false");
        }
        return text.equalsIgnoreCase("true");
    }

    private IllegalArgumentException refused(int column, String why) {
        return refusedFor(column, cells[column].isEmpty() ? "a number is missing" : "'" + cells[column] + "' " + why);
    }

    /** The error for a column of this row. */
    IllegalArgumentException refusedFor(int column, String why) {
        return lines.refused(columns.named(column), why);
    }
}
