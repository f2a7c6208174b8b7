package io.candlestream.sink.lake.read;

import io.candlestream.certify.CandleRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.parquet.ParquetValueReaders;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Reads rows of a file into the cells of one row, again and again. Iceberg's own reader makes an object of every value, and of each decimal
 * three; a year of candles has 300 million values.
 */
public final class RowCells extends ParquetValueReaders.StructReader<RowCells, RowCells> implements RowView {
    private static final long MICROS = 1000;
    /** No field of a table has such an id. */
    private static final int NO_FIELD = 100_000;

    private final List<Cell> cells;

    private RowCells(List<ParquetValueReader<?>> readers, List<Cell> cells) {
        super(readers);
        this.cells = cells;
    }

    /** These columns of a table. One that it has not is of an id that no file has: absent in each row. */
    public static Schema columns(Schema table, List<String> wanted) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (String column : wanted) {
            Types.NestedField found = table.findField(column);
            fields.add(
                    found == null
                            ? Types.NestedField.optional(NO_FIELD + fields.size(), column, Types.StringType.get())
                            : found);
        }
        return new Schema(fields);
    }

    /**
     * The rows of a file, of row groups that may have some {@code within}; each is the same object.
     *
     * @param columns in this order; one that the file has not is absent in each row
     */
    public static CloseableIterable<RowCells> rows(InputFile file, Schema columns, Expression within) {
        return Parquet.read(file)
                .project(columns)
                .filter(within)
                .createReaderFunc(fileSchema -> of(columns, fileSchema))
                .reuseContainers()
                .set("parquet.page.verify-checksum.enabled", "true")
                .build();
    }

    private static RowCells of(Schema schema, MessageType file) {
        List<ParquetValueReader<?>> readers = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (Types.NestedField field : schema.columns()) {
            if (file.containsField(field.name())) {
                Cell cell = new Cell(file.getColumnDescription(new String[] {field.name()}), field.type());
                readers.add(cell);
                cells.add(cell);
            } else {
                cells.add(null);
            }
        }
        return new RowCells(readers, cells);
    }

    @Override
    protected RowCells newStructData(RowCells reuse) {
        return this;
    }

    @Override
    protected Object getField(RowCells row, int place) {
        return null;
    }

    @Override
    protected RowCells buildStruct(RowCells row) {
        return this;
    }

    @Override
    protected void set(RowCells row, int place, Object value) {
        // The cell has kept it.
    }

    @Override
    public long whole(int column) {
        Cell cell = cells.get(column);
        return cell == null || cell.absent ? CandleRow.ABSENT : cell.whole;
    }

    @Override
    public long millis(int column) {
        long micros = whole(column);
        return micros == CandleRow.ABSENT ? micros : Math.floorDiv(micros, MICROS);
    }

    @Override
    public double number(int column) {
        Cell cell = cells.get(column);
        return cell == null || cell.absent ? Double.NaN : cell.number();
    }

    @Override
    public BigDecimal decimal(int column) {
        Cell cell = cells.get(column);
        return cell == null || cell.absent ? null : cell.decimal();
    }

    @Override
    public String text(int column) {
        Cell cell = cells.get(column);
        return cell == null || cell.absent ? "" : cell.text();
    }

    private static final class Cell extends ParquetValueReaders.PrimitiveReader<Object> {
        /** 10^8: as many digits behind the point as the exchange's numbers have. */
        private static final double UNIT = 1e8;

        private static final int UNIT_DIGITS = 8;
        private static final int SCALE = 18;
        /** 10^10, between both scales, and what of it is left after ten halvings. */
        private static final long STEP = 9_765_625;

        private static final int HALVINGS = 10;
        private static final long EXACT = 1L << 53;
        private static final long LOW = 0xFFFFFFFFL;

        private final Type.TypeID type;
        private final int defined;
        private boolean absent;
        private long whole;
        private Binary bytes = Binary.EMPTY;
        private Binary textBytes = Binary.EMPTY;
        private String text = "";
        private long high;
        private long low;

        Cell(ColumnDescriptor column, Type type) {
            super(column);
            this.type = type.typeId();
            this.defined = column.getMaxDefinitionLevel();
        }

        @Override
        public Object read(Object reuse) {
            absent = column.currentDefinitionLevel() < defined;
            if (absent) {
                return column.nextNull();
            }
            switch (type) {
                case LONG, TIMESTAMP -> whole = column.nextLong();
                case INTEGER -> whole = column.nextInteger();
                case BOOLEAN -> whole = column.nextBoolean() ? 1 : 0;
                default -> bytes = column.nextBinary();
            }
            return null;
        }

        String text() {
            if (!bytes.equals(textBytes)) {
                textBytes = bytes.copy();
                text = bytes.toStringUsingUTF8();
            }
            return text;
        }

        /** The number in units of 10^-8 where it is one of them and fits; {@link CandleRow#ABSENT} where not. */
        private long units() {
            ByteBuffer digits = bytes.toByteBuffer();
            high = digits.getLong(digits.position());
            low = digits.getLong(digits.position() + Long.BYTES);
            boolean negative = high < 0;
            if (negative) {
                low = -low;
                high = low == 0 ? -high : ~high;
            }
            if ((low & ((1 << HALVINGS) - 1)) != 0) {
                return CandleRow.ABSENT;
            }
            long upper = high >>> HALVINGS;
            long lower = (low >>> HALVINGS) | (high << (Long.SIZE - HALVINGS));
            long first = ((upper % STEP) << Integer.SIZE) | (lower >>> Integer.SIZE);
            long second = ((first % STEP) << Integer.SIZE) | (lower & LOW);
            long quotient = ((first / STEP) << Integer.SIZE) | (second / STEP);
            boolean fits = upper < STEP && first / STEP <= Integer.MAX_VALUE && second % STEP == 0;
            return fits ? (negative ? -quotient : quotient) : CandleRow.ABSENT;
        }

        double number() {
            long units = units();
            return units > -EXACT && units < EXACT
                    ? units / UNIT
                    : decimal(units).doubleValue();
        }

        BigDecimal decimal() {
            return decimal(units());
        }

        private BigDecimal decimal(long units) {
            return units == CandleRow.ABSENT
                    ? new BigDecimal(new BigInteger(bytes.getBytes()), SCALE)
                    : BigDecimal.valueOf(units, UNIT_DIGITS);
        }
    }
}
