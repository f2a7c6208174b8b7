package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A number as PostgreSQL's {@code numeric} holds it (src/backend/utils/adt/numeric.c): digits to the base 10,000, whose point
 * stands behind a whole digit. One instance holds one number at a time.
 */
final class NumericDigits {
    private static final int BASE = 10_000;
    private static final int WIDTH = 4;
    private static final int[] TENS = {1, 10, 100, 1000, BASE};

    private static final int POSITIVE = 0;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITE = 0xD000;
    private static final int NEGATIVE_INFINITE = 0xF000;

    private static final double EIGHT_PLACES = 1e8;
    private static final int EIGHT = 8;
    /** Below it, one double at most lies between two numbers of eight places that are side by side. */
    private static final double UNAMBIGUOUS = 1L << 51;

    /** The least significant first. */
    private short[] reversed = new short[32];

    private int count;
    private int weight;
    private int sign;
    private int scale;

    NumericDigits of(Decimal value) {
        return value.high() == value.low() >> (Long.SIZE - 1) && value.low() != Long.MIN_VALUE
                ? of(value.low(), value.scale())
                : of(value.toBigDecimal());
    }

    NumericDigits of(double value) {
        if (Double.isNaN(value)) {
            return special(NAN);
        } else if (Double.isInfinite(value)) {
            return special(value > 0 ? INFINITE : NEGATIVE_INFINITE);
        }
        double places = Math.rint(value * EIGHT_PLACES);
        if (Math.abs(places) < UNAMBIGUOUS && places / EIGHT_PLACES == value) {
            long unscaled = (long) places;
            int behind = EIGHT;
            while (behind > 0 && unscaled % 10 == 0) {
                unscaled /= 10;
                behind--;
            }
            return of(unscaled, behind);
        }
        return of(new BigDecimal(Double.toString(value)).stripTrailingZeros());
    }

    private NumericDigits special(int kind) {
        count = 0;
        weight = 0;
        sign = kind;
        scale = 0;
        return this;
    }

    private NumericDigits of(BigDecimal value) {
        BigDecimal whole = value.scale() < 0 ? value.setScale(0) : value;
        BigInteger unscaled = whole.unscaledValue();
        if (unscaled.bitLength() < Long.SIZE - 1) {
            return of(unscaled.longValue(), whole.scale());
        }
        begin(unscaled.signum() < 0, whole.scale());
        BigInteger left = unscaled.abs();
        int rest = whole.scale() % WIDTH;
        if (rest > 0) {
            BigInteger[] parts = left.divideAndRemainder(BigInteger.valueOf(TENS[rest]));
            add(parts[1].intValue() * TENS[WIDTH - rest]);
            left = parts[0];
        }
        while (left.signum() > 0) {
            BigInteger[] parts = left.divideAndRemainder(BigInteger.valueOf(BASE));
            add(parts[1].intValue());
            left = parts[0];
        }
        return ended();
    }

    /** The number {@code unscaled} / 10^{@code places}. */
    private NumericDigits of(long unscaled, int places) {
        begin(unscaled < 0, places);
        long left = Math.abs(unscaled);
        int rest = places % WIDTH;
        if (rest > 0) {
            add((int) (left % TENS[rest]) * TENS[WIDTH - rest]);
            left /= TENS[rest];
        }
        while (left > 0) {
            add((int) (left % BASE));
            left /= BASE;
        }
        return ended();
    }

    private void begin(boolean negative, int places) {
        count = 0;
        sign = negative ? NEGATIVE : POSITIVE;
        scale = places;
    }

    private void add(int digit) {
        if (count == reversed.length) {
            reversed = Arrays.copyOf(reversed, 2 * count);
        }
        reversed[count++] = (short) digit;
    }

    /** Leaves out zeros at both ends, as the server does. */
    private NumericDigits ended() {
        int behindPoint = (scale + WIDTH - 1) / WIDTH;
        while (count > 0 && reversed[count - 1] == 0) {
            count--;
        }
        weight = count - behindPoint - 1;
        int zeros = 0;
        while (zeros < count && reversed[zeros] == 0) {
            zeros++;
        }
        System.arraycopy(reversed, zeros, reversed, 0, count - zeros);
        count -= zeros;
        if (count == 0) {
            weight = 0;
            sign = POSITIVE;
        }
        return this;
    }

    int count() {
        return count;
    }

    int weight() {
        return weight;
    }

    int sign() {
        return sign;
    }

    int scale() {
        return scale;
    }

    /** The digit of place {@code i}, the most significant first. */
    int digit(int i) {
        return reversed[count - 1 - i];
    }
}
