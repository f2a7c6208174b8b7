package io.candlestream.bench.bare;

import java.nio.ByteBuffer;
import java.time.LocalDate;

/** The fields of one Avro record of texts, found without copying and read as the table wants them. Trusts its input. */
final class RecordFields {
    private static final double[] POWERS_OF_TEN = new double[23];
    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_END = 19;

    static {
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = Double.parseDouble("1e" + i);
        }
    }

    private final int[] offsets;
    private byte[] bytes = new byte[0];
    private long lastDate;
    private long lastDay;

    RecordFields(int fields) {
        this.offsets = new int[2 * fields];
    }

    void open(byte[] record) {
        bytes = record;
        int at = 0;
        for (int field = 0; field < offsets.length; field += 2) {
            int length = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                length |= (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            offsets[field] = at;
            at += length >>> 1; // zig-zag: a length is never negative
            offsets[field + 1] = at;
        }
    }

    ByteBuffer text(int field) {
        return ByteBuffer.wrap(bytes, start(field), end(field) - start(field)).slice();
    }

    boolean truth(int field) {
        return bytes[start(field)] == 't';
    }

    long whole(int field) {
        long value = 0;
        boolean negative = bytes[start(field)] == '-';
        for (int i = negative ? start(field) + 1 : start(field); i < end(field); i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return negative ? -value : value;
    }

    /** The double of a decimal text; exact for all digits up to 2^53, as prices and volumes are. */
    double decimal(int field) {
        long digits = 0;
        int scale = 0;
        boolean point = false;
        for (int i = start(field); i < end(field); i++) {
            if (bytes[i] == '.') {
                point = true;
            } else {
                digits = digits * 10 + bytes[i] - '0';
                scale += point ? 1 : 0;
            }
        }
        return digits < 1L << 53
                ? digits / POWERS_OF_TEN[scale]
                : Double.parseDouble(new String(
                        bytes, start(field), end(field) - start(field), java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** The epoch milliseconds of an ISO-8601 time in UTC. */
    long time(int field) {
        int at = start(field);
        long seconds = ((day(at) * 24 + digits(at + 11, 2)) * 60 + digits(at + 14, 2)) * 60 + digits(at + 17, 2);
        boolean fraction = bytes[at + SECONDS_END] == '.';
        return seconds * 1000 + (fraction ? digits(at + SECONDS_END + 1, 3) : 0);
    }

    private long day(int at) {
        long date = digits(at, 4) << 16 | digits(at + 5, 2) << 8 | digits(at + DATE_LENGTH - 2, 2);
        if (date != lastDate) {
            lastDate = date;
            lastDay = LocalDate.of((int) (date >> 16), (int) (date >> 8 & 0xFF), (int) (date & 0xFF))
                    .toEpochDay();
        }
        return lastDay;
    }

    private long digits(int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    ByteBuffer uuid(int field) {
        ByteBuffer uuid = ByteBuffer.allocate(16);
        int at = start(field);
        for (int i = 0; i < 16; i++) {
            at += bytes[at] == '-' ? 1 : 0;
            uuid.put(i, (byte) (Character.digit(bytes[at], 16) << 4 | Character.digit(bytes[at + 1], 16)));
            at += 2;
        }
        return uuid;
    }

    private int start(int field) {
        return offsets[2 * field];
    }

    private int end(int field) {
        return offsets[2 * field + 1];
    }
}
