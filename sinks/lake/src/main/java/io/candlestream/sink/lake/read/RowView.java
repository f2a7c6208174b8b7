package io.candlestream.sink.lake.read;

import java.math.BigDecimal;

/** The values of a row by the places of the columns that were asked for. */
public interface RowView {
    /** A whole number, or true as 1, or a time in microseconds; {@code CandleRow.ABSENT} where it is absent. */
    long whole(int column);

    /** A time in epoch milliseconds. */
    long millis(int column);

    /** The nearest double of a decimal; NaN where it is absent. */
    double number(int column);

    /** A decimal; null where it is absent. */
    BigDecimal decimal(int column);

    /** A text; empty where it is absent. */
    String text(int column);
}
