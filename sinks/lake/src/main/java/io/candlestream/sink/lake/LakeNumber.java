package io.candlestream.sink.lake;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.iceberg.types.Types;

/**
 * Numbers as the tables hold them, {@code decimal(38, 18)}: every price, quantity and product of the exchange, whose own have eight
 * digits behind the point. What does not fit is null, which is no number at all, where a rounded one would be a wrong one.
 */
final class LakeNumber {
    private static final int PRECISION = 38;
    private static final int SCALE = 18;
    static final Types.DecimalType TYPE = Types.DecimalType.of(PRECISION, SCALE);

    /** 10^8: as many digits behind the point as the exchange's numbers have. */
    private static final double UNIT = 1e8;

    private static final int UNIT_DIGITS = 8;
    /** Below it a decimal number is the shortest one of its double. */
    private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;

    private static final int SIGN = Long.SIZE - 1;

    private LakeNumber() {}

    /** The number that is the double's shortest text; null when that does not fit. */
    static BigDecimal of(double number) {
        long scaled = (long) Math.rint(number * UNIT);
        if (scaled > -FIFTEEN_DIGITS && scaled < FIFTEEN_DIGITS && scaled / UNIT == number) {
            return BigDecimal.valueOf(scaled, UNIT_DIGITS);
        }
        return Double.isFinite(number) ? fitting(BigDecimal.valueOf(number)) : null;
    }

    /** The number itself; null when it does not fit. */
    static BigDecimal of(Decimal number) {
        return number.high() == number.low() >> SIGN && number.scale() <= SCALE
                ? BigDecimal.valueOf(number.low(), number.scale())
                : fitting(number.toBigDecimal());
    }

    private static BigDecimal fitting(BigDecimal number) {
        if (number.precision() - number.scale() > PRECISION - SCALE) {
            return null;
        }
        BigDecimal scaled = number.setScale(SCALE, RoundingMode.DOWN);
        return scaled.compareTo(number) == 0 ? scaled : null;
    }
}
