package io.candlestream.tools.made;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Where made rows are stored, as the consumer stores them: of two computations of a row the one with the larger version stays. */
public interface MadeTable {
    /**
     * The columns of a table.
     *
     * @param key those of the primary key
     * @param all with the key, but for the version
     */
    record Columns(List<String> key, List<String> all) {
        /** Those named in {@code key}, with commas between, then those in {@code others}, then {@code more}. */
        public static Columns of(String key, String others, Stream<String> more) {
            List<String> keys = List.of(key.split(","));
            List<String> all = Stream.of(keys.stream(), Stream.of(others.split(",")), more)
                    .flatMap(columns -> columns)
                    .toList();
            return new Columns(keys, all);
        }

        /** As many question marks, with commas between, and {@code more}. */
        String marks(int more) {
            return String.join(", ", Collections.nCopies(all.size() + more, "?"));
        }
    }

    /**
     * A made row.
     *
     * @param values in the order of the columns: texts, {@link java.time.Instant}s, numbers, true or false, UUIDs; null where there is none
     * @param clears whether a value that is null may have been there in an earlier version
     */
    record Row(List<Object> values, boolean clears, long version) {}

    /** Writes a row. All of one asset lie side by side, up to {@link #flush}. */
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
