package io.candlestream.runtime.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a program writes to its terminal, with {@link VisibleText} in place of all that steers it but line ends and tabs:
 * whatever a record, an answer or a file name holds, and wherever it is printed. Bytes are read as UTF-8; a stray byte of C1
 * is written as its number, too, since terminals of other encodings obey it. Guarded by the stream around it.
 */
final class VisibleStream extends OutputStream {
    private static final int CONTINUATION = 0x80;
    private static final int CONTINUATION_MASK = 0xc0;
    private static final int DELETE = 0x7f;

    private final OutputStream out;
    /** The beginning of a character, the rest of which is still to come. */
    private byte[] pending = {};

    VisibleStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        byte[] all = Arrays.copyOf(pending, pending.length + length);
        System.arraycopy(bytes, from, all, pending.length, length);
        int at = 0;
        while (at < all.length) {
            int end = at + 1;
            if (isPlain(all[at])) {
                while (end < all.length && isPlain(all[end])) {
                    end++;
                }
                out.write(all, at, end - at);
            } else {
                int whole = at + size(all[at]);
                while (end < Math.min(whole, all.length) && continues(all[end])) {
                    end++;
                }
                if (end == all.length && end < whole) {
                    break;
                }
                write(Arrays.copyOfRange(all, at, end), end == whole);
            }
            at = end;
        }
        pending = Arrays.copyOfRange(all, at, all.length);
    }

    /** A character, or the beginning of none. */
    private void write(byte[] bytes, boolean whole) throws IOException {
        char c = bytes.length == 1
                ? (char) Byte.toUnsignedInt(bytes[0])
                : new String(bytes, StandardCharsets.UTF_8).charAt(0);
        boolean hidden = whole && VisibleText.isHidden(c);
        out.write(hidden ? VisibleText.number(c).getBytes(StandardCharsets.US_ASCII) : bytes);
    }

    private static boolean isPlain(byte one) {
        return (one >= ' ' && one < DELETE) || one == '\n' || one == '\t';
    }

    private static boolean continues(byte one) {
        return (one & CONTINUATION_MASK) == CONTINUATION;
    }

    /** Of a character that begins so: as many as there are ones in front, at most four. */
    private static int size(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        return ones >= 2 && ones <= 4 ? ones : 1;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.write(pending);
        out.close();
    }
}
