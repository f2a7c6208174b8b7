package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Decimal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Rows in the binary format of COPY (PostgreSQL's manual, COPY, "Binary Format"): each field is its length and the bytes of its type's
 * {@code …_recv} function. For one thread.
 */
final class CopyBuffer {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FIRST_SIZE = 1 << 17;
    private static final int ABSENT = -1;
    private static final int UUID_BYTES = 16;
    /** From 1970 to 2000, where PostgreSQL counts from, in milliseconds. */
    private static final long EPOCH = 946_684_800_000L;

    private static final long MICROS = 1000;
    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\uFFFD';

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final NumericDigits digits = new NumericDigits();
    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    /** What comes before the first row: the signature, no flags, no extension. */
    void begin() {
        size = 0;
        put(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    /** Before the fields of a row. */
    void row(int fields) {
        putShort(fields);
    }

    /** What comes behind the last row. */
    void end() {
        putShort(ABSENT);
    }

    void absent() {
        putInt(ABSENT);
    }

    /** The one character that PostgreSQL's text cannot hold, NUL, becomes U+FFFD. */
    void text(String text) {
        String holdable = text.indexOf(NUL) < 0 ? text : text.replace(NUL, REPLACEMENT);
        byte[] utf8 = holdable.getBytes(StandardCharsets.UTF_8);
        putInt(utf8.length);
        put(utf8);
    }

    void int4(int value) {
        putInt(Integer.BYTES);
        putInt(value);
    }

    void int8(long value) {
        putInt(Long.BYTES);
        putLong(value);
    }

    void bool(boolean value) {
        putInt(1);
        room(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    /** @param millis since 1970 */
    void time(long millis) {
        int8((millis - EPOCH) * MICROS);
    }

    void uuid(UUID value) {
        putInt(UUID_BYTES);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
    }

    void numeric(Decimal value) {
        numeric(digits.of(value));
    }

    /** The shortest decimal number of all that {@code value} is nearest to: for up to 15 digits the one that the exchange wrote. */
    void numeric(double value) {
        numeric(digits.of(value));
    }

    /** Number of digits, weight of the first, sign, digits behind the point to show; then the digits, each to the base 10,000. */
    private void numeric(NumericDigits number) {
        int count = number.count();
        putInt((4 + count) * Short.BYTES);
        putShort(count);
        putShort(number.weight());
        putShort(number.sign());
        putShort(number.scale());
        for (int i = 0; i < count; i++) {
            putShort(number.digit(i));
        }
    }

    private void putShort(int value) {
        room(Short.BYTES);
        SHORT.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    private void putInt(int value) {
        room(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    private void putLong(long value) {
        room(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    private void put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** The first {@link #size} of them are filled. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }
}
