package io.candlestream.runtime.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a program writes to its terminal, with {@link VisibleText} in place of all that steers it but line ends and tabs:
 * whatever a record, an answer or a file name holds, and wherever it is printed. Bytes are read as UTF-8; a stray byte of C1
 * is written as its number, too, since terminals of other encodings obey it. Guarded by the stream around it.
 */
final class VisibleStream extends OutputStream {
    private static final int LEAD_2 = 0xc0;
    private static final int LEAD_3 = 0xe0;
    private static final int LEAD_4 = 0xf0;
    private static final int CONTINUATION = 0x80;
    private static final int LAST_C1 = 0x9f;
    private static final int BYTE = 0xff;
    private static final int DELETE = 0x7f;

    private final OutputStream out;
    private final byte[] pending = new byte[3];
    private int held;
    private int expected;
    /** How many bytes of a character of four are still to come: none of those is hidden. */
    private int afterFour;

    VisibleStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        int one = value & BYTE;
        boolean continues = (one & LEAD_2) == CONTINUATION;
        if (held > 0 && !continues) {
            release();
        }
        if (held > 0) {
            hold(one);
        } else if (one >= LEAD_2 && one < LEAD_4) {
            expected = one < LEAD_3 ? 2 : 3;
            hold(one);
        } else if (one == '\n' || one == '\t' || one > LAST_C1) {
            out.write(one);
        } else if (VisibleText.isHidden((char) one) && !(continues && afterFour > 0)) {
            plain(VisibleText.number((char) one));
        } else {
            out.write(one);
        }
        afterFour = one >= LEAD_4 ? 3 : Math.max(0, continues ? afterFour - 1 : 0);
    }

    private void hold(int one) throws IOException {
        pending[held++] = (byte) one;
        if (held == expected) {
            String text = new String(pending, 0, held, StandardCharsets.UTF_8);
            if (text.length() == 1 && VisibleText.isHidden(text.charAt(0))) {
                held = 0;
                plain(VisibleText.number(text.charAt(0)));
            } else {
                release();
            }
        }
    }

    /** What is held is no hidden character, or the beginning of none. */
    private void release() throws IOException {
        out.write(pending, 0, held);
        held = 0;
    }

    private void plain(String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int plain = from;
        for (int i = from; i < from + length; i++) {
            if (held == 0 && afterFour == 0 && isPlain(bytes[i])) {
                continue;
            }
            out.write(bytes, plain, i - plain);
            write(bytes[i]);
            plain = i + 1;
        }
        out.write(bytes, plain, from + length - plain);
    }

    private static boolean isPlain(byte one) {
        return (one >= ' ' && one < DELETE) || one == '\n' || one == '\t';
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        release();
        out.close();
    }
}
