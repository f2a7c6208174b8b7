package io.candlestream.sink.lake;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.ParquetValueWriters;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Writes the values of our columns into those of a Parquet file. Iceberg's own writer makes a {@code BigInteger} of 128 bits for each
 * number, and counts its digits, and encodes a text again for each row; here a number of 64 bits is multiplied into its sixteen bytes.
 */
public final class RowWriter extends ParquetValueWriters.StructWriter<StructLike> {
    private static final Set<Type.TypeID> OURS = Set.of(
            Type.TypeID.STRING,
            Type.TypeID.INTEGER,
            Type.TypeID.LONG,
            Type.TypeID.TIMESTAMP,
            Type.TypeID.BOOLEAN,
            Type.TypeID.DECIMAL);

    private RowWriter(Types.StructType struct, List<ParquetValueWriter<?>> columns) {
        super(struct, columns);
    }

    /** Whether it can write the columns of a table: all of ours, not each that others may have added. */
    public static boolean suits(Schema schema) {
        return schema.columns().stream()
                .allMatch(field -> OURS.contains(field.type().typeId())
                        && (!(field.type() instanceof Types.DecimalType)
                                || field.type().equals(LakeNumber.TYPE)));
    }

    /** One for the columns of {@code schema}. */
    public static ParquetValueWriter<StructLike> of(Schema schema, MessageType file) {
        List<ParquetValueWriter<?>> columns = new ArrayList<>();
        for (Types.NestedField field : schema.columns()) {
            String[] path = {field.name()};
            ParquetValueWriter<?> column = column(field, file.getColumnDescription(path));
            columns.add(
                    field.isOptional()
                            ? ParquetValueWriters.option(file.getType(path), file.getMaxDefinitionLevel(path), column)
                            : column);
        }
        return new RowWriter(schema.asStruct(), columns);
    }

    private static ParquetValueWriter<?> column(Types.NestedField field, ColumnDescriptor column) {
        return switch (field.type().typeId()) {
            case STRING -> new Texts(column);
            case INTEGER -> ParquetValueWriters.ints(column);
            case LONG, TIMESTAMP -> ParquetValueWriters.longs(column);
            case DOUBLE -> ParquetValueWriters.doubles(column);
            case BOOLEAN -> ParquetValueWriters.booleans(column);
            case DECIMAL -> new Numbers(column);
            default -> throw new IllegalArgumentException("Cannot write column " + field);
        };
    }

    @Override
    protected Object get(StructLike row, int place) {
        return row.get(place, Object.class);
    }

    /** Texts. Most are few and come again, so their bytes are made once; a long one, as an id, is another in each row. */
    private static final class Texts extends ParquetValueWriters.PrimitiveWriter<String> {
        private static final int LONGEST_KEPT = 24;
        private static final int MOST_KEPT = 10_000;
        private final Map<String, Binary> kept = new HashMap<>();

        Texts(ColumnDescriptor column) {
            super(column);
        }

        @Override
        public void write(int repetition, String text) {
            Binary bytes = text.length() > LONGEST_KEPT ? null : kept.get(text);
            if (bytes == null) {
                bytes = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
                if (text.length() <= LONGEST_KEPT && kept.size() < MOST_KEPT) {
                    kept.put(text, bytes);
                }
            }
            column.writeBinary(repetition, bytes);
        }
    }

    /** Numbers of {@link LakeNumber#TYPE}, in two's complement. */
    private static final class Numbers extends ParquetValueWriters.PrimitiveWriter<BigDecimal> {
        private static final int BYTES = 2 * Long.BYTES;
        /** So many digits fit into 64 bits. */
        private static final int OF_A_LONG = 18;

        private static final long[] POWERS = new long[OF_A_LONG + 1];

        static {
            POWERS[0] = 1;
            for (int i = 1; i < POWERS.length; i++) {
                POWERS[i] = 10 * POWERS[i - 1];
            }
        }

        private final byte[] bytes = new byte[BYTES];

        Numbers(ColumnDescriptor column) {
            super(column);
        }

        @Override
        public void write(int repetition, BigDecimal number) {
            int places = LakeNumber.TYPE.scale() - number.scale();
            if (places >= 0 && places <= OF_A_LONG && number.precision() <= OF_A_LONG) {
                long digits = number.unscaledValue().longValue();
                put(Math.multiplyHigh(digits, POWERS[places]), 0);
                put(digits * POWERS[places], Long.BYTES);
            } else {
                byte[] digits =
                        number.setScale(LakeNumber.TYPE.scale()).unscaledValue().toByteArray();
                Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
                System.arraycopy(digits, 0, bytes, BYTES - digits.length, digits.length);
            }
            column.writeBinary(repetition, Binary.fromReusedByteArray(bytes));
        }

        private void put(long value, int at) {
            for (int i = 0; i < Long.BYTES; i++) {
                bytes[at + i] = (byte) (value >> (Byte.SIZE * (Long.BYTES - 1 - i)));
            }
        }
    }
}
