package io.candlestream.history;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Refuses a line that is longer than any line of ours can sanely be, before it fills the memory: a broken file, or one
 * packed to harm, may hold gigabytes without an end of line.
 */
final class LineLimit extends FilterReader {
    /** A row of an archive has some 150 characters, a recorded message some 300. */
    static final int LONGEST = 64 * 1024;

    private int length;

    LineLimit(Reader in) {
        super(in);
    }

    /** The line is too long. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("it is longer than " + LONGEST + " characters");
        }
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int from, int most) throws IOException {
        int read = super.read(buffer, from, most);
        for (int i = from; i < from + read; i++) {
            length = buffer[i] == '\n' || buffer[i] == '\r' ? 0 : length + 1;
            if (length > LONGEST) {
                throw new TooLongException();
            }
        }
        return read;
    }
}
