package io.candlestream.consumer.row;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Reads times from the bytes of their text: ISO-8601 with {@code Z} or an offset, {@code 2023-05-15 10:00:00} (UTC), or
 * epoch milliseconds. Between 1970 and 9999; a fraction of a second is cut to milliseconds.
 */
final class TimeText {
    private static final long LATEST = 253_402_300_799_999L;
    private static final String SHAPE = "dddd-dd-dd_dd:dd:dd";
    private static final String OFFSET_SHAPE = "sdd:dd";

    private TimeText() {}

    /** The time in epoch milliseconds, empty for any other text. */
    static OptionalLong millis(byte[] bytes, int offset, int length) {
        OptionalLong time = fits(bytes, offset, length, SHAPE)
                ? iso(bytes, offset, offset + length)
                : NumberText.whole(bytes, offset, length);
        return time.isPresent() && time.getAsLong() >= 0 && time.getAsLong() <= LATEST ? time : OptionalLong.empty();
    }

    private static OptionalLong iso(byte[] bytes, int offset, int end) {
        int i = offset + SHAPE.length();
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
        int hour = two(bytes, offset + 11);
        int minute = two(bytes, offset + 14);
        int second = two(bytes, offset + 17);
        if (hour > 23 || minute > 59 || second > 59) {
            return OptionalLong.empty();
        }
        try {
            int year = two(bytes, offset) * 100 + two(bytes, offset + 2);
            long day = LocalDate.of(year, two(bytes, offset + 5), two(bytes, offset + 8))
                    .toEpochDay();
            return OptionalLong.of(((day * 24 + hour) * 60 + minute) * 60 + second);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** The offset from UTC in seconds; without one the time is UTC. */
    private static OptionalLong zone(byte[] bytes, int start, int end) {
        if (start == end || (start + 1 == end && bytes[start] == 'Z')) {
            return OptionalLong.of(0);
        }
        if (end - start != OFFSET_SHAPE.length() || !fits(bytes, start, end - start, OFFSET_SHAPE)) {
            return OptionalLong.empty();
        }
        int hours = two(bytes, start + 1);
        int minutes = two(bytes, start + 4);
        if (hours > 18 || minutes > 59) {
            return OptionalLong.empty();
        }
        long seconds = (hours * 60L + minutes) * 60;
        return OptionalLong.of(bytes[start] == '-' ? -seconds : seconds);
    }

    private static boolean fits(byte[] bytes, int offset, int length, String shape) {
        if (length < shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            byte next = bytes[offset + i];
            boolean fits =
                    switch (shape.charAt(i)) {
                        case 'd' -> next >= '0' && next <= '9';
                        case '_' -> next == 'T' || next == ' ';
                        case 's' -> next == '+' || next == '-';
                        default -> next == shape.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int digitsEnd(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    private static int two(byte[] bytes, int offset) {
        return (bytes[offset] - '0') * 10 + bytes[offset + 1] - '0';
    }
}
