package io.candlestream.ingest.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A record of text fields while an encoder writes it: Avro's binary form, in a buffer that is used again.
 *
 * <p>Source: Avro specification, "Binary Encoding": a string is its length in bytes, zig-zag and base 128, then its UTF-8
 * bytes; a record is its fields one after the other.
 */
public final class StringRecordWriter {
    private static final int LONGEST_LENGTH = 5;
    private static final int LONGEST_NUMBER = 20;
    private static final int FRACTION_AND_ZONE = 5;

    /** A power of two. An update's event and its arrival may lie in different seconds, candles of the past far apart. */
    private static final int KEPT_SECONDS = 64;

    private byte[] buffer = new byte[1024];
    private int size;
    private final long[] seconds = new long[KEPT_SECONDS];
    private final byte[][] secondTexts = new byte[KEPT_SECONDS][];

    /** The field's bytes, length and all, for a value that comes again. */
    public static byte[] encoded(String text) {
        StringRecordWriter out = new StringRecordWriter();
        out.text(text);
        return out.toBytes();
    }

    public void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** A field that {@link #encoded} has made. */
    public void raw(byte[] field) {
        reserve(field.length);
        System.arraycopy(field, 0, buffer, size, field.length);
        size += field.length;
    }

    public void text(String text) {
        int length = text.length();
        reserve(length + LONGEST_LENGTH);
        int start = size;
        length(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                utf8(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            buffer[size++] = (byte) c;
        }
    }

    /** A whole number. */
    public void number(long value) {
        if (value < 0) {
            text(Long.toString(value));
            return;
        }
        int digits = 1;
        for (long rest = value; rest > 9; rest /= 10) {
            digits++;
        }
        reserve(LONGEST_NUMBER + 1);
        length(digits);
        size += digits;
        long rest = value;
        for (int i = size - 1; i >= size - digits; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** A time in epoch milliseconds, as {@link Instant#toString} writes it: a second's text is made once. */
    public void time(long epochMilli) {
        byte[] second = second(Math.floorDiv(epochMilli, 1000));
        int milli = Math.floorMod(epochMilli, 1000);
        reserve(LONGEST_LENGTH + second.length + FRACTION_AND_ZONE);
        length(second.length + (milli == 0 ? 1 : FRACTION_AND_ZONE));
        System.arraycopy(second, 0, buffer, size, second.length);
        size += second.length;
        if (milli != 0) {
            buffer[size++] = '.';
            buffer[size++] = (byte) ('0' + milli / 100);
            buffer[size++] = (byte) ('0' + milli / 10 % 10);
            buffer[size++] = (byte) ('0' + milli % 10);
        }
        buffer[size++] = 'Z';
    }

    /** The text of a second in epoch time, without the zone. */
    private byte[] second(long second) {
        int slot = (int) second & (KEPT_SECONDS - 1);
        if (secondTexts[slot] == null || seconds[slot] != second) {
            String text = Instant.ofEpochSecond(second).toString();
            secondTexts[slot] = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
            seconds[slot] = second;
        }
        return secondTexts[slot];
    }

    private void utf8(byte[] bytes) {
        reserve(bytes.length + LONGEST_LENGTH);
        length(bytes.length);
        raw(bytes);
    }

    private void length(int length) {
        int rest = length << 1;
        while (rest >= 0x80) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
