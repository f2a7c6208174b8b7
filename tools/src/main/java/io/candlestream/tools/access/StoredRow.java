package io.candlestream.tools.access;

import java.math.BigDecimal;
import java.time.Instant;

/** A row of a table, whichever store holds it; what is absent is null, and 0 or false where that cannot be. */
public interface StoredRow {
    /** Whether the row has such a column at all. */
    boolean has(String column);

    /** Whether nothing stands in {@code column}. */
    boolean isNull(String column);

    String text(String column);

    long number(String column);

    boolean flag(String column);

    Instant time(String column);

    BigDecimal decimal(String column);

    /** The value as the store has it: a text, a number, true or false, a UUID, or a time as an {@link Instant}. */
    Object value(String column);
}
