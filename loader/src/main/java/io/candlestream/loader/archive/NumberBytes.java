package io.candlestream.loader.archive;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Numbers as digits in bytes. A decimal becomes the double nearest to it: up to 2^53 over a power of ten up to 10^22 is one
 * division of two exact doubles, which rounds once; anything longer goes the JDK's way.
 *
 * <p>Source: W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990.
 */
final class NumberBytes {
    private static final long EXACT = 1L << 53;
    private static final int MOST_DIGITS = 18;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private NumberBytes() {}

    /** @throws NumberFormatException saying why it is none */
    static long whole(byte[] bytes, int from, int to) {
        if (to == from || to - from > MOST_DIGITS) {
            throw new NumberFormatException("is not a whole number");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException("is not a whole number");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** @throws NumberFormatException saying why it is none */
    static double decimal(byte[] bytes, int from, int to) {
        long value = 0;
        int digits = 0;
        int zeros = 0;
        int scale = 0;
        int point = -1;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                if (digit == 0) {
                    zeros++;
                } else {
                    digits += digits == 0 ? 1 : zeros + 1;
                    if (digits <= MOST_DIGITS) {
                        value = shifted(value, zeros) * 10 + digit;
                    }
                    scale = point < 0 ? 0 : i - point;
                    zeros = 0;
                }
            } else if (bytes[i] == '.' && point < 0 && i > from && i < to - 1) {
                value = digits <= MOST_DIGITS ? shifted(value, zeros) : value;
                digits += digits == 0 ? 0 : zeros;
                zeros = 0;
                point = i;
            } else {
                throw new NumberFormatException("is not a decimal number");
            }
        }
        if (to == from) {
            throw new NumberFormatException("is not a decimal number");
        }
        if (point < 0) {
            value = digits + zeros <= MOST_DIGITS ? shifted(value, zeros) : value;
            digits += digits == 0 ? 0 : zeros;
        }
        if (digits <= MOST_DIGITS && value <= EXACT && scale < POWERS.length) {
            return value / POWERS[scale];
        }
        return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    /** The number of text that {@link #decimal} takes, without zeros behind its last place. */
    static BigDecimal exact(byte[] bytes, int from, int to) {
        if (to - from > MOST_DIGITS) {
            BigDecimal number = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
            BigDecimal shortest = number.stripTrailingZeros();
            return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        }
        long value = 0;
        int scale = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '.') {
                scale = to - 1 - i;
            } else {
                value = value * 10 + bytes[i] - '0';
            }
        }
        for (; scale > 0 && value % 10 == 0; scale--) {
            value /= 10;
        }
        return BigDecimal.valueOf(value, scale);
    }

    private static long shifted(long value, int zeros) {
        long shifted = value;
        for (int i = 0; i < zeros && shifted != 0; i++) {
            shifted *= 10;
        }
        return shifted;
    }
}
