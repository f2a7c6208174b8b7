package io.candlestream.runtime.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of a table as the exchange wrote them. */
public final class ShortestDecimal {
    /** With so few digits every decimal has a double of its own. */
    private static final int CERTAIN_DIGITS = 15;

    private ShortestDecimal() {}

    /** As {@link #text}, a number. */
    public static BigDecimal of(double value) {
        return new BigDecimal(text(value));
    }

    /**
     * The shortest decimal that is read as {@code value} again, without an exponent: {@code 73687542.87}. The JDK's own text may
     * have a digit too many before JDK 19.
     */
    public static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        for (int digits = CERTAIN_DIGITS; digits < exact.precision(); digits++) {
            BigDecimal shorter = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() == value) {
                return shorter.stripTrailingZeros().toPlainString();
            }
        }
        return exact.stripTrailingZeros().toPlainString();
    }
}
