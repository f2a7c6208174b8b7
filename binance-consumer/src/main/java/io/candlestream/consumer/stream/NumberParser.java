package io.candlestream.consumer.stream;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads numbers from the bytes of their text, without a String on the common path. */
final class NumberParser {
    private static final long LARGEST_EXACT = 1L << 53;
    private static final int LONGEST_IN_LONG = 18;
    /** So many digits make less than 2^64, so that what is too large for a long has its highest bit set. */
    private static final int LONGEST_EXACT = 19;

    private static final int LONGEST_EXACT_TEXT = 40;
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?[0-9]+");
    private static final double[] POWERS_OF_TEN = new double[23];

    static {
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = Double.parseDouble("1e" + i);
        }
    }

    private NumberParser() {}

    /**
     * The double that {@link Double#parseDouble} gives for a decimal number with an optional exponent; NaN for any
     * other text and for what is too large for a double.
     *
     * <p>A significand up to 2^53 and a power of ten up to 10^22 are exact doubles, so one division or
     * multiplication rounds once and correctly (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
     */
    static double decimal(byte[] bytes, int offset, int length) {
        int end = offset + length;
        boolean negative = length > 0 && bytes[offset] == '-';
        int start = negative || (length > 0 && bytes[offset] == '+') ? offset + 1 : offset;
        long significand = 0;
        int i = start;
        for (; i < end && isDigit(bytes[i]); i++) {
            significand = significand * 10 + bytes[i] - '0';
        }
        int digits = i - start;
        int scale = 0;
        if (i < end && bytes[i] == '.') {
            int first = ++i;
            for (; i < end && isDigit(bytes[i]); i++) {
                significand = significand * 10 + bytes[i] - '0';
            }
            scale = i - first;
            digits += scale;
        }
        if (digits == 0 || (i < end && !EXPONENT.matcher(ascii(bytes, i, end)).matches())) {
            return Double.NaN;
        }
        if (i < end || digits > LONGEST_IN_LONG || significand > LARGEST_EXACT) {
            double value = Double.parseDouble(ascii(bytes, offset, end));
            return Double.isInfinite(value) ? Double.NaN : value;
        }
        double value = significand / POWERS_OF_TEN[scale];
        return negative ? -value : value;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** Of the few texts that are not read digit by digit. */
    private static String ascii(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }

    /** The number of plain decimal text, of which no digit is lost; empty for any other text and for digits that do not fit into 64 bits. */
    static Optional<Decimal> exact(byte[] bytes, int offset, int length) {
        int end = offset + length;
        boolean negative = length > 0 && bytes[offset] == '-';
        int start = negative ? offset + 1 : offset;
        int point = end;
        long unscaled = 0;
        int digits = 0;
        for (int i = start; i < end; i++) {
            if (isDigit(bytes[i])) {
                unscaled = unscaled * 10 + bytes[i] - '0';
                digits += unscaled == 0 && digits == 0 ? 0 : 1;
            } else if (bytes[i] == '.' && point == end && i > start) {
                point = i;
            } else {
                return Optional.empty();
            }
        }
        if (start == end || point == end - 1 || digits > LONGEST_EXACT || unscaled < 0 || length > LONGEST_EXACT_TEXT) {
            return Optional.empty();
        }
        return Optional.of(Decimal.of(negative ? -unscaled : unscaled, Math.max(0, end - point - 1)));
    }

    /** As {@link #exact}, for digits that fit into 128 bits. */
    static Optional<Decimal> wide(byte[] bytes, int offset, int length) {
        Optional<Decimal> exact = exact(bytes, offset, length);
        if (exact.isPresent() || length > LONGEST_EXACT_TEXT) {
            return exact;
        }
        String text = ascii(bytes, offset, offset + length);
        return PLAIN.matcher(text).matches() ? Decimal.of(new BigDecimal(text)) : exact;
    }

    /** The whole number in decimal digits, empty for any other text and for what is too large for a long. */
    static OptionalLong whole(byte[] bytes, int offset, int length) {
        boolean negative = length > 0 && bytes[offset] == '-';
        int start = negative ? offset + 1 : offset;
        int digits = offset + length - start;
        if (digits < 1 || digits > 18) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = start; i < offset + length; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalLong.of(negative ? -value : value);
    }
}
