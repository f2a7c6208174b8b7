package io.candlestream.simulator.market;

import java.nio.charset.StandardCharsets;

/** Writes numbers that are not negative as the exchange does, with eight decimals. One thread's. */
public final class DecimalText {
    /** In hundred-millionths, the smallest step of any price or quantity of the exchange. */
    public static final long ONE = 100_000_000;

    static final int DECIMALS = 8;

    private static final int MOST_DIGITS = 19;

    private final byte[] text = new byte[MOST_DIGITS + 1 + DECIMALS];

    /** The text of {@code units} hundred-millionths. */
    public String of(long units) {
        return of(units / ONE, units % ONE);
    }

    /** The text of {@code whole} and {@code fraction} hundred-millionths, less than one. */
    String of(long whole, long fraction) {
        int at = text.length;
        int decimals = (int) fraction;
        for (int i = 0; i < DECIMALS; i++) {
            text[--at] = (byte) ('0' + decimals % 10);
            decimals /= 10;
        }
        text[--at] = '.';
        long rest = whole;
        do {
            text[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return new String(text, at, text.length - at, StandardCharsets.ISO_8859_1);
    }
}
