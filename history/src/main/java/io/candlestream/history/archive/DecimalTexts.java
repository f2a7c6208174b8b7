package io.candlestream.history.archive;

import java.math.BigDecimal;

/** Compares decimal texts by their values. */
final class DecimalTexts {
    private DecimalTexts() {}

    static boolean equal(String one, String other) {
        return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
}
