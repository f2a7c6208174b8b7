package io.candlestream.bench.load;

import java.nio.charset.StandardCharsets;

/** Writes numbers as the exchange does, with eight decimals. One thread's. */
final class DecimalText {
    static final long ONE = 100_000_000;

    private static final int DECIMALS = 8;
    private final byte[] text = new byte[24];

    /** The text of {@code units} hundred-millionths, which are not negative. */
    String of(long units) {
        int at = text.length;
        long rest = units;
        int digits = 0;
        while (rest > 0 || digits <= DECIMALS) {
            if (digits == DECIMALS) {
                text[--at] = '.';
            }
            text[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
            digits++;
        }
        return new String(text, at, text.length - at, StandardCharsets.ISO_8859_1);
    }
}
