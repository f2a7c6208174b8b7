package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/** Numbers in plain digits, without an exponent and without zeros at their end. */
final class NumberText {
    private NumberText() {}

    /** The shortest decimal number of all that {@code value} is nearest to. */
    static String of(double value) {
        return Decimal.of(value)
                .map(NumberText::of)
                .orElseGet(() -> Double.isFinite(value) ? plain(BigDecimal.valueOf(value)) : Double.toString(value));
    }

    /** The exact number where the double is not it. */
    static String of(double value, Optional<Decimal> exact) {
        return exact.isPresent() ? of(exact.get()) : of(value);
    }

    /** The same of a number that may be absent. */
    static Optional<String> of(OptionalDouble value, Optional<Decimal> exact) {
        return value.isPresent() ? Optional.of(of(value.getAsDouble(), exact)) : Optional.empty();
    }

    static String of(Decimal value) {
        return value.high() == value.low() >> (Long.SIZE - 1)
                ? of(value.low(), value.scale())
                : plain(value.toBigDecimal());
    }

    private static String plain(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.signum() == 0 ? "0" : shortest.toPlainString();
    }

    /** The number {@code unscaled} / 10^{@code scale}. */
    private static String of(long unscaled, int scale) {
        if (scale == 0 || unscaled == Long.MIN_VALUE) {
            return plain(BigDecimal.valueOf(unscaled, scale));
        }
        StringBuilder text = new StringBuilder(Long.toString(Math.abs(unscaled)));
        while (text.length() <= scale) {
            text.insert(0, '0');
        }
        text.insert(text.length() - scale, '.');
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        text.setLength(text.charAt(end - 1) == '.' ? end - 1 : end);
        return unscaled < 0 ? text.insert(0, '-').toString() : text.toString();
    }
}
