package io.candlestream.loader.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a text as bytes in one buffer: a line is read where it lies. Not more of them than the text may have. */
final class LineBytes {
    /** A kline has some 130 bytes. */
    static final int LONGEST = 1024;

    private static final int ROOM = 1 << 17;

    private final InputStream in;
    private final long most;
    private final byte[] bytes = new byte[ROOM];
    private int filled;
    private int next;
    private int start;
    private int end;
    private long read;
    private long number;

    /** @param most bytes that the text may have */
    LineBytes(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** Goes to the next line; false at the end. Ends of lines are LF, or CR and LF. */
    boolean next() throws IOException {
        int at = next;
        while (true) {
            while (at < filled && bytes[at] != '\n') {
                at++;
            }
            if (at < filled) {
                return line(at, at + 1);
            }
            if (at - next > LONGEST) {
                throw new IOException("line " + (number + 1) + ": it has more than " + LONGEST + " bytes");
            }
            int kept = at - next;
            System.arraycopy(bytes, next, bytes, 0, kept);
            next = 0;
            at = kept;
            int more = in.read(bytes, kept, ROOM - kept);
            filled = kept + Math.max(more, 0);
            if (more < 0) {
                return kept > 0 && line(kept, kept);
            }
            read += more;
            if (read > most) {
                throw new IOException("it has more than the " + most + " bytes that its candles can have");
            }
        }
    }

    private boolean line(int to, int behind) throws IOException {
        start = next;
        end = to > start && bytes[to - 1] == '\r' ? to - 1 : to;
        next = behind;
        number++;
        if (end - start > LONGEST) {
            throw new IOException("line " + number + ": it has more than " + LONGEST + " bytes");
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the line begins in {@link #bytes}; valid until the next one is asked for. */
    int start() {
        return start;
    }

    /** Where it ends, excluded. */
    int end() {
        return end;
    }

    /** The number of the line, from 1. */
    long number() {
        return number;
    }

    String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
