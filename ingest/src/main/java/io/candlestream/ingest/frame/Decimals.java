package io.candlestream.ingest.frame;

/** What a number and a time of an event can look like, however it is read. */
final class Decimals {
    /** The first millisecond after the year 9999: what lies beyond is a time in another unit. */
    private static final long TIME_LIMIT = 253_402_300_800_000L;

    private static final int LONGEST_DECIMAL = 40;

    private Decimals() {}

    /** Whether it can be a time in epoch milliseconds. */
    static boolean isTime(long milli) {
        return milli >= 0 && milli < TIME_LIMIT;
    }

    /** An optional minus, digits, and at most one point between digits. Its meaning is the consumer's check. */
    static boolean isDecimal(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length > LONGEST_DECIMAL || length == start || !isDigit(text.charAt(length - 1))) {
            return false;
        }
        boolean point = false;
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                if (c != '.' || point || i == start) {
                    return false;
                }
                point = true;
            }
        }
        return true;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
