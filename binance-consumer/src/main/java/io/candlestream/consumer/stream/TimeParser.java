package io.candlestream.consumer.stream;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Reads times from the bytes of their text: ISO-8601 with {@code Z} or an offset, {@code 2023-05-15 10:00:00} (UTC), or
 * epoch milliseconds. Between 1970 and 9999, a number between 1973 and 9999, since a smaller one is a time in seconds; a
 * fraction of a second is cut to milliseconds.
 */
final class TimeParser {
    private static final long LATEST = 253_402_300_799_999L;
    /** In March 1973; as seconds in the year 5138. */
    private static final long SMALLEST_NUMBER = 100_000_000_000L;

    /** Up to the second, as in {@code 2024-08-08T23:54:00}. */
    private static final int SECOND_END = 19;

    private static final int OFFSET_LENGTH = 6;
    private static final int NO_DIGITS = -1_000_000;

    private TimeParser() {}

    /** The time in epoch milliseconds, empty for any other text. */
    static OptionalLong millis(byte[] bytes, int offset, int length) {
        boolean iso = looksIso(bytes, offset, length);
        OptionalLong time = iso ? iso(bytes, offset, offset + length) : NumberParser.whole(bytes, offset, length);
        long earliest = iso ? 0 : SMALLEST_NUMBER;
        return time.isPresent() && time.getAsLong() >= earliest && time.getAsLong() <= LATEST
                ? time
                : OptionalLong.empty();
    }

    /** Whether what stands between the digits is in its place. */
    private static boolean looksIso(byte[] bytes, int offset, int length) {
        return length >= SECOND_END
                && bytes[offset + 4] == '-'
                && bytes[offset + 7] == '-'
                && (bytes[offset + 10] == 'T' || bytes[offset + 10] == ' ')
                && bytes[offset + 13] == ':'
                && bytes[offset + 16] == ':';
    }

    private static OptionalLong iso(byte[] bytes, int offset, int end) {
        int i = offset + SECOND_END;
        int fractionEnd = i;
        if (i < end && bytes[i] == '.') {
            fractionEnd = digitsEnd(bytes, i + 1, end);
            if (fractionEnd == i + 1 || fractionEnd > i + 10) {
                return OptionalLong.empty();
            }
        }
        OptionalLong zone = zone(bytes, fractionEnd, end);
        OptionalLong seconds = seconds(bytes, offset);
        if (zone.isEmpty() || seconds.isEmpty()) {
            return OptionalLong.empty();
        }
        long fraction = 0;
        for (int digit = i + 1; digit <= i + 3; digit++) {
            fraction = fraction * 10 + (digit < fractionEnd ? bytes[digit] - '0' : 0);
        }
        return OptionalLong.of((seconds.getAsLong() - zone.getAsLong()) * 1000 + fraction);
    }

    private static OptionalLong seconds(byte[] bytes, int offset) {
        int year = two(bytes, offset) * 100 + two(bytes, offset + 2);
        int month = two(bytes, offset + 5);
        int day = two(bytes, offset + 8);
        int hour = two(bytes, offset + 11);
        int minute = two(bytes, offset + 14);
        int second = two(bytes, offset + 17);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return OptionalLong.empty();
        }
        try {
            long epochDay = LocalDate.of(year, month, day).toEpochDay();
            return OptionalLong.of(((epochDay * 24 + hour) * 60 + minute) * 60 + second);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** The offset from UTC in seconds; without one the time is UTC. */
    private static OptionalLong zone(byte[] bytes, int start, int end) {
        if (start == end || (start + 1 == end && bytes[start] == 'Z')) {
            return OptionalLong.of(0);
        }
        if (end - start != OFFSET_LENGTH || bytes[start + 3] != ':' || (bytes[start] != '+' && bytes[start] != '-')) {
            return OptionalLong.empty();
        }
        int hours = two(bytes, start + 1);
        int minutes = two(bytes, start + 4);
        if ((hours | minutes) < 0 || hours > 18 || minutes > 59) {
            return OptionalLong.empty();
        }
        long seconds = (hours * 60L + minutes) * 60;
        return OptionalLong.of(bytes[start] == '-' ? -seconds : seconds);
    }

    private static int digitsEnd(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    /** The number of two digits; far below zero when they are none. */
    private static int two(byte[] bytes, int offset) {
        int tens = bytes[offset] - '0';
        int ones = bytes[offset + 1] - '0';
        return (tens | ones) < 0 || tens > 9 || ones > 9 ? NO_DIGITS : tens * 10 + ones;
    }
}
