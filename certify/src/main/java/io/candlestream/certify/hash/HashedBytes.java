package io.candlestream.certify.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of rows that are hashed, field behind field as docs/certificates.md describes them. Numbers are big-endian; a field that may
 * be absent has a 0 in its place, else a 1 before it.
 */
public final class HashedBytes {
    /** A whole number or a time that is absent. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIELD = 1 + Long.BYTES;
    private static final int MOST_DECIMAL = 255;
    private static final int DIGITS = 20;
    private static final int TEN = 10;

    private byte[] bytes = new byte[1 << 16];
    private int length;
    private final byte[] digits = new byte[DIGITS];

    /** A number that is always there. */
    public HashedBytes key(long value) {
        room(FIELD);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
        return this;
    }

    /** A whole number or a time in epoch milliseconds; {@link #ABSENT} is null. */
    public HashedBytes whole(long value) {
        return value == ABSENT ? absent() : field(value);
    }

    /**
     * The nearest double; NaN is null.
     *
     * @throws IllegalArgumentException when it is infinite
     */
    public HashedBytes number(double value) {
        if (Double.isNaN(value)) {
            return absent();
        }
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("no number of the exchange is infinite");
        }
        return field(Double.doubleToRawLongBits(value == 0 ? 0.0 : value));
    }

    /** True or false, one byte. */
    public HashedBytes flag(boolean value) {
        room(2);
        bytes[length++] = 1;
        bytes[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    /** Null. */
    public HashedBytes absent() {
        room(1);
        bytes[length++] = 0;
        return this;
    }

    private HashedBytes field(long value) {
        room(FIELD);
        bytes[length] = 1;
        LONG.set(bytes, length + 1, value);
        length += FIELD;
        return this;
    }

    /** An exact number as its shortest plain text, behind one byte that says how long that is; null is null. */
    public HashedBytes decimal(BigDecimal value) {
        if (value == null) {
            return absent();
        }
        BigInteger unscaled = value.unscaledValue();
        if (unscaled.bitLength() < Long.SIZE && value.scale() >= 0) {
            return decimal(unscaled.longValue(), value.scale());
        }
        String text = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > MOST_DECIMAL) {
            throw new IllegalArgumentException("a number has " + ascii.length + " digits");
        }
        room(2 + ascii.length);
        bytes[length++] = 1;
        bytes[length++] = (byte) ascii.length;
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    /** The same of {@code unscaled} divided by ten to the power of {@code scale}, which is not negative. */
    public HashedBytes decimal(long unscaled, int scale) {
        if (unscaled == Long.MIN_VALUE) { // whose opposite is no long
            return decimal(new BigDecimal(BigInteger.valueOf(unscaled).multiply(BigInteger.TEN), scale + 1));
        }
        long rest = Math.abs(unscaled);
        int places = scale;
        while (places > 0 && rest % TEN == 0) {
            rest /= TEN;
            places--;
        }
        if (rest == 0) {
            places = 0;
        }
        int count = 0;
        while (rest != 0 || count == 0) {
            digits[count++] = (byte) ('0' + rest % TEN);
            rest /= TEN;
        }
        return text(unscaled < 0, count, places);
    }

    /** Of the digits, last one first, {@code places} stand behind the point. */
    private HashedBytes text(boolean negative, int count, int places) {
        room(3 + Math.max(count, places + 1) + 1);
        int at = length;
        bytes[length++] = 1;
        length++;
        if (negative) {
            bytes[length++] = '-';
        }
        for (int place = Math.max(count - 1, places); place >= 0; place--) {
            bytes[length++] = place < count ? digits[place] : (byte) '0';
            if (place == places && places > 0) {
                bytes[length++] = '.';
            }
        }
        bytes[at + 1] = (byte) (length - at - 2);
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }

    /** What was written so far. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** A copy of what was written. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}
