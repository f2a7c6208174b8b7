package io.candlestream.consumer.stream;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An exact decimal number: a whole number of 128 bits and a scale, which a price, a quantity and their product need no
 * BigDecimal for.
 *
 * @param high the upper half of the whole number, which {@code low} completes
 * @param scale how many of its digits stand behind the point
 */
public record Decimal(long high, long low, int scale) {
    private static final int LONGEST = 2 * Long.BYTES;
    private static final int HIGHEST_BIT = Long.SIZE - 1;
    /** As many digits behind the point as the exchange's numbers have. */
    private static final int PLACES = 8;

    private static final double UNITS = 1e8;
    /** Below it, one double at most lies between two numbers of eight places that are side by side. */
    private static final double UNAMBIGUOUS = 1L << 51;

    /** The number {@code unscaled} / 10^{@code scale}, without zeros at its end: one value has one form. */
    public static Decimal of(long unscaled, int scale) {
        long digits = unscaled;
        int left = scale;
        while (left > 0 && digits % 10 == 0) {
            digits /= 10;
            left--;
        }
        return new Decimal(digits >> HIGHEST_BIT, digits, left);
    }

    /** The shortest decimal number of all that {@code value} is nearest to; empty when it is not finite or has more than 128 bits. */
    public static Optional<Decimal> of(double value) {
        double units = Math.rint(value * UNITS);
        if (Math.abs(units) < UNAMBIGUOUS && units / UNITS == value) {
            return Optional.of(of((long) units, PLACES));
        }
        return Double.isFinite(value) ? of(BigDecimal.valueOf(value)) : Optional.empty();
    }

    /** The number {@code value}, without zeros at its end; empty when its digits do not fit into 128 bits. */
    public static Optional<Decimal> of(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        BigDecimal plain = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        BigInteger unscaled = plain.unscaledValue();
        return unscaled.bitLength() < 2 * Long.SIZE
                ? Optional.of(
                        new Decimal(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue(), plain.scale()))
                : Optional.empty();
    }

    /** This number times {@code other}, both of which fit into 64 bits; exact, and without zeros at its end if that does. */
    public Decimal times(Decimal other) {
        long upper = Math.multiplyHigh(low, other.low);
        long lower = low * other.low;
        return upper == lower >> HIGHEST_BIT
                ? of(lower, scale + other.scale)
                : new Decimal(upper, lower, scale + other.scale);
    }

    /** Whether it is above zero. */
    public boolean isPositive() {
        return high > 0 || (high == 0 && low != 0);
    }

    /** How many bytes {@link #putUnscaled} writes. */
    public int unscaledBytes() {
        long sign = high >> HIGHEST_BIT;
        int bits = high == low >> HIGHEST_BIT
                ? Long.SIZE - Long.numberOfLeadingZeros(low ^ sign)
                : 2 * Long.SIZE - Long.numberOfLeadingZeros(high ^ sign);
        return bits / Byte.SIZE + 1;
    }

    /** Writes the whole number as {@link BigInteger#toByteArray} does: its two's complement, the shortest one. */
    public void putUnscaled(ByteBuffer out) {
        for (int i = unscaledBytes() - 1; i >= 0; i--) {
            long part = i < Long.BYTES ? low : high;
            out.put((byte) (part >> (i % Long.BYTES * Byte.SIZE)));
        }
    }

    /** About the number, by a few bits of its last place. */
    public double toDouble() {
        return high == low >> HIGHEST_BIT
                ? low / Math.pow(10, scale)
                : toBigDecimal().doubleValue();
    }

    /** The same number. */
    public BigDecimal toBigDecimal() {
        if (high == low >> HIGHEST_BIT) {
            return BigDecimal.valueOf(low, scale);
        }
        byte[] bytes = ByteBuffer.allocate(LONGEST).putLong(high).putLong(low).array();
        return new BigDecimal(new BigInteger(bytes), scale);
    }
}
