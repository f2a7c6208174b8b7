package io.candlestream.consumer.stream;

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
    private static final long NONE = Long.MIN_VALUE;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final long DAYS_TO_1970 = 719_528;

    private TimeParser() {}

    /** The time in epoch milliseconds, empty for any other text. */
    static OptionalLong millis(byte[] bytes, int offset, int length) {
        if (looksIso(bytes, offset, length)) {
            long time = iso(bytes, offset, offset + length);
            return time >= 0 && time <= LATEST ? OptionalLong.of(time) : OptionalLong.empty();
        }
        OptionalLong time = NumberParser.whole(bytes, offset, length);
        return time.isPresent() && time.getAsLong() >= SMALLEST_NUMBER && time.getAsLong() <= LATEST
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

    /** The time in epoch milliseconds; {@link #NONE} for what is none. */
    private static long iso(byte[] bytes, int offset, int end) {
        int i = offset + SECOND_END;
        int fractionEnd = i;
        if (i < end && bytes[i] == '.') {
            fractionEnd = digitsEnd(bytes, i + 1, end);
            if (fractionEnd == i + 1 || fractionEnd > i + 10) {
                return NONE;
            }
        }
        long zone = zone(bytes, fractionEnd, end);
        long seconds = seconds(bytes, offset);
        if (zone == NONE || seconds == NONE) {
            return NONE;
        }
        long fraction = 0;
        for (int digit = i + 1; digit <= i + 3; digit++) {
            fraction = fraction * 10 + (digit < fractionEnd ? bytes[digit] - '0' : 0);
        }
        return (seconds - zone) * 1000 + fraction;
    }

    private static long seconds(byte[] bytes, int offset) {
        int year = two(bytes, offset) * 100 + two(bytes, offset + 2);
        int month = two(bytes, offset + 5);
        int day = two(bytes, offset + 8);
        int hour = two(bytes, offset + 11);
        int minute = two(bytes, offset + 14);
        int second = two(bytes, offset + 17);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12 || day < 1 || day > (leap && month == 2 ? 29 : DAYS[month - 1])) {
            return NONE;
        }
        return ((epochDay(year, leap, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    }

    /** Days since 1970 in the Gregorian calendar, without the object that {@code LocalDate} makes for each. */
    private static long epochDay(int year, boolean leap, int month, int day) {
        long years = 365L * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
        int months = (367 * month - 362) / 12 - (month <= 2 ? 0 : leap ? 1 : 2);
        return years + months + day - 1 - DAYS_TO_1970;
    }

    /** The offset from UTC in seconds; without one the time is UTC. {@link #NONE} for what is none. */
    private static long zone(byte[] bytes, int start, int end) {
        if (start == end || (start + 1 == end && bytes[start] == 'Z')) {
            return 0;
        }
        if (end - start != OFFSET_LENGTH || bytes[start + 3] != ':' || (bytes[start] != '+' && bytes[start] != '-')) {
            return NONE;
        }
        int hours = two(bytes, start + 1);
        int minutes = two(bytes, start + 4);
        if ((hours | minutes) < 0 || hours > 18 || minutes > 59) {
            return NONE;
        }
        long seconds = (hours * 60L + minutes) * 60;
        return bytes[start] == '-' ? -seconds : seconds;
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
