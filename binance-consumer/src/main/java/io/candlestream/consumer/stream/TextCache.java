package io.candlestream.consumer.stream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Turns bytes into text and remembers the texts that come again: names, symbols, intervals. One thread's. */
final class TextCache {
    private static final int SIZE = 4096;
    private static final int LONGEST_KEPT = 32;

    private final String[] texts = new String[SIZE];

    /** The UTF-8 text in the given range; invalid UTF-8 is refused. */
    String text(byte[] bytes, int offset, int length) throws CharacterCodingException {
        if (length == 0) {
            return "";
        }
        int hash = 0;
        int sign = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
            sign |= bytes[i];
        }
        if (sign < 0 || length > LONGEST_KEPT) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        }
        int index = (hash ^ (hash >>> 16)) & (SIZE - 1);
        String kept = texts[index];
        if (kept == null || !equal(kept, bytes, offset, length)) {
            kept = new String(bytes, offset, length, StandardCharsets.US_ASCII);
            texts[index] = kept;
        }
        return kept;
    }

    private static boolean equal(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
