package io.candlestream.tools.recompute;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/** Where metrics are stored, as the consumer stores them: of two computations of a row the one with the larger version stays. */
interface MetricTable {
    /**
     * The columns of a table.
     *
     * @param key those of the primary key
     * @param all with the key, but for the version
     */
    record Columns(List<String> key, List<String> all) {
        /** As many question marks, with commas between, and {@code more}. */
        String marks(int more) {
            return String.join(", ", Collections.nCopies(all.size() + more, "?"));
        }
    }

    /**
     * A window's metrics.
     *
     * @param values in the order of the columns: texts, {@link java.time.Instant}s, Doubles, Longs, BigDecimals; null where there is none
     * @param clears whether a value that is null may have been there in an earlier version
     */
    record Row(List<Object> values, boolean clears, long version) {}

    /** Writes a window. All of one asset lie side by side, up to {@link #flush}. */
    void write(Row row);

    /** Returns when all are stored. */
    void flush();

    /** How many were. */
    long written();

    /** A number as the consumer writes it: one value has one form. */
    static BigDecimal shortest(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** A value that there need not be. */
    static Double real(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }
}
