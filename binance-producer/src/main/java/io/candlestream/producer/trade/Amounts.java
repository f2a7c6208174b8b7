package io.candlestream.producer.trade;

/** What ids, prices and quantities of trades can be. */
final class Amounts {
    /** So many digits make less than 2^64: what is too large for a long has its highest bit set. */
    private static final int MOST_DIGITS = 19;
    /** Eighteen digits; the exchange's have ten, and the ids behind the largest long would be below zero. */
    private static final long MOST_ID = 999_999_999_999_999_999L;

    private Amounts() {}

    static boolean isId(long id) {
        return id >= 0 && id <= MOST_ID;
    }

    /** Whether {@code decimal} is above zero and its digits fit into 64 bits, as the exchange keeps its numbers itself. */
    static boolean isAmount(String decimal) {
        int digits = 0;
        long unscaled = 0;
        for (int i = 0; i < decimal.length(); i++) {
            char c = decimal.charAt(i);
            if (c == '-') {
                return false;
            }
            if (c != '.') {
                unscaled = unscaled * 10 + c - '0';
                digits += unscaled == 0 && digits == 0 ? 0 : 1;
            }
        }
        return unscaled > 0 && digits <= MOST_DIGITS;
    }
}
