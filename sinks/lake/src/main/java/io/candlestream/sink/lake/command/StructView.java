package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import io.candlestream.sink.lake.read.RowView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;

/** The view of rows as Iceberg's own reader makes them. */
final class StructView implements RowView {
    private static final int UNIT_DIGITS = 8;
    private static final long MICROS = 1000;

    private final List<Integer> places;
    private StructLike row;

    /**
     * @param schema of the rows
     * @param columns that are asked for, in their order
     */
    StructView(Schema schema, List<String> columns) {
        this.places = LakeRows.places(schema, columns);
    }

    /** From now on that of {@code next}. */
    StructView of(StructLike next) {
        row = next;
        return this;
    }

    private Object value(int column) {
        int place = places.get(column);
        return place < 0 ? null : row.get(place, Object.class);
    }

    @Override
    public long whole(int column) {
        Object value = value(column);
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return value instanceof Number number ? number.longValue() : CandleRow.ABSENT;
    }

    @Override
    public long millis(int column) {
        long micros = whole(column);
        return micros == CandleRow.ABSENT ? micros : Math.floorDiv(micros, MICROS);
    }

    @Override
    public double number(int column) {
        BigDecimal number = decimal(column);
        return number == null ? Double.NaN : number.doubleValue();
    }

    /** With few digits, where it has few: those are soon a double. */
    @Override
    public BigDecimal decimal(int column) {
        if (!(value(column) instanceof BigDecimal number)) {
            return null;
        }
        int more = number.scale() - UNIT_DIGITS;
        if (more <= 0) {
            return number;
        }
        BigInteger[] parts = number.unscaledValue().divideAndRemainder(BigInteger.TEN.pow(more));
        return parts[1].signum() == 0 ? new BigDecimal(parts[0], UNIT_DIGITS) : number;
    }

    @Override
    public String text(int column) {
        Object value = value(column);
        return value == null ? "" : value.toString();
    }
}
