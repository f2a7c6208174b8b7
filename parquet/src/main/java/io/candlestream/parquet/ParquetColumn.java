package io.candlestream.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * A column of a file. Each may be empty in any row.
 *
 * @param name as the reader sees it
 */
public record ParquetColumn(String name, Kind kind) {
    /** Digits of a decimal number, and how many of them stand behind the point. */
    private static final int PRECISION = 38;

    private static final int SCALE = 18;
    private static final int DECIMAL_BYTES = 16;

    /** What a column holds, and as what Java hands it over. */
    public enum Kind {
        /** A {@link String}. */
        TEXT,
        /** A {@link Number} of 64 bits without fraction. */
        WHOLE,
        /** A {@link Boolean}. */
        FLAG,
        /** An {@link Instant}: microseconds since 1970, in UTC. */
        TIME,
        /** A {@link BigDecimal}: 38 digits, 18 of them behind the point, so that no number of the exchange loses one. */
        DECIMAL,
        /** A {@link Double}, for what was computed. */
        DOUBLE
    }

    PrimitiveType type() {
        return switch (kind) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case WHOLE -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case TIME ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(name);
            case DECIMAL ->
                Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(DECIMAL_BYTES)
                        .as(LogicalTypeAnnotation.decimalType(SCALE, PRECISION))
                        .named(name);
            case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
        };
    }

    /** Hands {@code value} to Parquet. */
    void write(Object value, ColumnWriter column) {
        switch (kind) {
            case TEXT -> column.write(Binary.fromString((String) value), 0, 1);
            case WHOLE -> column.write(((Number) value).longValue(), 0, 1);
            case FLAG -> column.write((boolean) value, 0, 1);
            case TIME -> column.write(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value), 0, 1);
            case DECIMAL -> column.write(Binary.fromConstantByteArray(bytes((BigDecimal) value)), 0, 1);
            case DOUBLE -> column.write(((Double) value).doubleValue(), 0, 1);
        }
    }

    /** Whether a column of decimal numbers has room for all digits of {@code number}. */
    public static boolean holds(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= SCALE && plain.precision() - plain.scale() <= PRECISION - SCALE;
    }

    private byte[] bytes(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (!holds(plain)) {
            throw new IllegalArgumentException("Cannot write " + name + " = " + value.toPlainString()
                    + ": a decimal number of Parquet has " + (PRECISION - SCALE) + " digits before the point and "
                    + SCALE
                    + " behind it");
        }
        byte[] digits = plain.setScale(SCALE).unscaledValue().toByteArray();
        byte[] bytes = new byte[DECIMAL_BYTES];
        Arrays.fill(bytes, 0, DECIMAL_BYTES - digits.length, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, DECIMAL_BYTES - digits.length, digits.length);
        return bytes;
    }

    /** What {@link #write} was given, of Parquet's own value; of a decimal number without the zeros at its end. */
    Object read(ColumnReader column) {
        return switch (kind) {
            case TEXT -> column.getBinary().toStringUsingUTF8();
            case WHOLE -> column.getLong();
            case FLAG -> column.getBoolean();
            case TIME -> Instant.EPOCH.plus(column.getLong(), ChronoUnit.MICROS);
            case DECIMAL -> {
                BigDecimal value =
                        new BigDecimal(new BigInteger(column.getBinary().getBytes()), SCALE).stripTrailingZeros();
                yield value.scale() < 0 ? value.setScale(0) : value;
            }
            case DOUBLE -> column.getDouble();
        };
    }
}
