package io.candlestream.consumer.stream;

import java.util.Optional;
import java.util.UUID;

/** Reads the 36-character form of a UUID from bytes; {@link UUID#fromString} takes {@code 1-1-1-1-1} as well. */
final class UuidParser {
    private static final int LENGTH = 36;
    private static final byte[] DIGITS = new byte[128];

    static {
        for (int c = 0; c < DIGITS.length; c++) {
            DIGITS[c] = (byte) Character.digit(c, 16);
        }
    }

    private UuidParser() {}

    static Optional<UUID> uuid(byte[] bytes, int offset, int length) {
        if (length != LENGTH
                || bytes[offset + 8] != '-'
                || bytes[offset + 13] != '-'
                || bytes[offset + 18] != '-'
                || bytes[offset + 23] != '-') {
            return Optional.empty();
        }
        long first = hex(bytes, offset, 8);
        long second = hex(bytes, offset + 9, 4);
        long third = hex(bytes, offset + 14, 4);
        long fourth = hex(bytes, offset + 19, 4);
        long last = hex(bytes, offset + 24, 12);
        return (first | second | third | fourth | last) < 0
                ? Optional.empty()
                : Optional.of(new UUID(first << 32 | second << 16 | third, fourth << 48 | last));
    }

    /** The number of {@code count} hexadecimal digits; negative when one is none. */
    private static long hex(byte[] bytes, int offset, int count) {
        long value = 0;
        int sign = 0;
        for (int i = offset; i < offset + count; i++) {
            int digit = bytes[i] < 0 ? -1 : DIGITS[bytes[i]];
            sign |= digit;
            value = value << 4 | digit;
        }
        return sign < 0 ? -1 : value;
    }
}
