package io.candlestream.bench.proof;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The bytes of one row's values, as Cassandra stores them, one after the other; hashed, and used again for the next row. */
public final class RowBytes {
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final int LONGEST_ROW = 4096;

    private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST_ROW);

    /** Adds a value with its length, so that no value can run into the next. */
    public RowBytes add(byte[] value) {
        bytes.putInt(value.length).put(value);
        return this;
    }

    /** In UTF-8. */
    public RowBytes add(String value) {
        return add(value.getBytes(StandardCharsets.UTF_8));
    }

    public RowBytes add(UUID value) {
        bytes.putInt(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    public RowBytes add(boolean value) {
        bytes.putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public RowBytes add(ByteBuffer value) {
        bytes.putInt(value.remaining()).put(value.duplicate());
        return this;
    }

    public RowBytes add(long value) {
        bytes.putInt(Long.BYTES).putLong(value);
        return this;
    }

    public RowBytes add(int value) {
        bytes.putInt(Integer.BYTES).putInt(value);
        return this;
    }

    public RowBytes add(double value) {
        bytes.putInt(Double.BYTES).putDouble(value);
        return this;
    }

    /** A decimal, in whatever form: 1.50 is 1.5. */
    public RowBytes add(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return add(shortest.scale()).add(shortest.unscaledValue().toByteArray());
    }

    /** A value that is not there. */
    public RowBytes addAbsent() {
        bytes.putInt(-1);
        return this;
    }

    /** FNV-1a over eight bytes at a time, mixed at the end as in MurmurHash3; empties the row. */
    public long hash() {
        bytes.flip();
        long hash = FNV_START;
        while (bytes.remaining() >= Long.BYTES) {
            hash = mix((hash ^ bytes.getLong()) * FNV_PRIME);
        }
        while (bytes.hasRemaining()) {
            hash = (hash ^ bytes.get()) * FNV_PRIME;
        }
        bytes.clear();
        return mix(hash);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 33);
    }
}
