package io.candlestream.tools.verify;

import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Holds a stored row against what it has to say.
 *
 * @param wrong gets what it says otherwise
 */
record RowCheck(StoredRow row, List<String> wrong) {
    /** A number in floating point, which is null where {@code wanted} is NaN; equal bit for bit. */
    void real(String column, double wanted) {
        double found = row.real(column);
        if (Double.doubleToLongBits(found) != Double.doubleToLongBits(wanted)) {
            wrong.add(column + " is " + shown(found) + ", should be " + shown(wanted));
        }
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "null" : String.valueOf(value);
    }

    void exact(String column, BigDecimal wanted) {
        BigDecimal found = row.decimal(column);
        if (found == null || found.compareTo(wanted) != 0) {
            wrong.add(column + " is " + found + ", should be " + wanted.toPlainString());
        }
    }

    void whole(String column, long wanted) {
        same(column, row.number(column), wanted);
    }

    void time(String column, Instant wanted) {
        same(column, row.time(column), wanted);
    }

    void text(String column, String wanted) {
        same(column, row.text(column), wanted);
    }

    private void same(String column, Object found, Object wanted) {
        if (!Objects.equals(found, wanted)) {
            wrong.add(column + " is " + found + ", should be " + wanted);
        }
    }
}
