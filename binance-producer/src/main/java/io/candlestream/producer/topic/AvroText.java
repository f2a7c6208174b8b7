package io.candlestream.producer.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A record of text fields while {@link KlineEncoder} writes it: Avro's binary form, in a buffer that is used again.
 *
 * <p>Source: Avro specification, "Binary Encoding": a string is its length in bytes, zig-zag and base 128, then its UTF-8
 * bytes; a record is its fields one after the other.
 */
public final class AvroText {
    private static final int LONGEST_LENGTH = 5;

    private byte[] buffer = new byte[1024];
    private int size;
    private long lastSecond = Long.MIN_VALUE;
    private String lastSecondText = "";

    /** The field's bytes, length and all, for a value that comes again. */
    static byte[] encoded(String text) {
        AvroText out = new AvroText();
        out.text(text);
        return out.toBytes();
    }

    void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** A field that {@link #encoded} has made. */
    void raw(byte[] field) {
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

    /** A time in epoch milliseconds, as {@link Instant#toString} writes it: the second's text is made once a second. */
    void time(long epochMilli) {
        long second = Math.floorDiv(epochMilli, 1000);
        if (second != lastSecond) {
            String text = Instant.ofEpochSecond(second).toString();
            lastSecondText = text.substring(0, text.length() - 1);
            lastSecond = second;
        }
        int milli = Math.floorMod(epochMilli, 1000);
        text(milli == 0 ? lastSecondText + "Z" : lastSecondText + fraction(milli));
    }

    private static String fraction(int milli) {
        return (milli < 10 ? ".00" : milli < 100 ? ".0" : ".") + milli + "Z";
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
