package io.candlestream.tools.access;

import java.math.BigDecimal;
import java.time.Instant;

/** A row of a table, whichever store holds it; what is absent is null, and 0 or false where that cannot be. */
public interface StoredRow {
    /** Whether the row has such a column at all. */
    boolean has(String column);

    /** The value as the store has it: a text, a number, true or false, a UUID, or a time as an {@link Instant}. */
    Object value(String column);

    /** Whether nothing stands in {@code column}. */
    default boolean isNull(String column) {
        return value(column) == null;
    }

    default String text(String column) {
        return (String) value(column);
    }

    /** A whole number, of whatever size. */
    default long number(String column) {
        return value(column) instanceof Number number ? number.longValue() : 0;
    }

    /** A number as a double; NaN where there is none. */
    default double real(String column) {
        return value(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    default boolean flag(String column) {
        return Boolean.TRUE.equals(value(column));
    }

    default Instant time(String column) {
        return (Instant) value(column);
    }

    default BigDecimal decimal(String column) {
        return (BigDecimal) value(column);
    }
}
