package io.candlestream.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;

/**
 * The Avro types whose values can be put into the text of our records, distinguished by their logical types: a decimal is no
 * text, and what a logical type says that is unknown here is not guessed.
 *
 * <p>Source: Avro 1.11 specification, "Logical Types"; a UUID in 16 bytes is of Avro 1.12.
 */
public enum AvroForm {
    STRING,
    NULL,
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    ENUM,
    DECIMAL,
    TIMESTAMP_MILLIS,
    TIMESTAMP_MICROS,
    UUID,
    OTHER;

    private static final int UUID_BYTES = 16;
    private static final long MICROS_PER_MILLI = 1000;

    /** The form of {@code type}, which is no union. */
    static AvroForm of(Schema type) {
        String logical = logical(type);
        return switch (type.getType()) {
            case STRING -> STRING;
            case NULL -> NULL;
            case ENUM -> ENUM;
            case BOOLEAN -> plain(BOOLEAN, logical);
            case INT -> plain(INT, logical);
            case FLOAT -> plain(FLOAT, logical);
            case DOUBLE -> plain(DOUBLE, logical);
            case LONG ->
                switch (logical) {
                    case "timestamp-millis" -> TIMESTAMP_MILLIS;
                    case "timestamp-micros" -> TIMESTAMP_MICROS;
                    default -> plain(LONG, logical);
                };
            case BYTES, FIXED -> bytes(type, logical);
            default -> OTHER;
        };
    }

    private static AvroForm plain(AvroForm form, String logical) {
        return logical.isEmpty() ? form : OTHER;
    }

    private static AvroForm bytes(Schema type, String logical) {
        if (type.getLogicalType() instanceof LogicalTypes.Decimal) { // Avro leaves out one that is invalid
            return DECIMAL;
        }
        boolean uuid =
                type.getType() == Schema.Type.FIXED && type.getFixedSize() == UUID_BYTES && logical.equals("uuid");
        return uuid ? UUID : OTHER;
    }

    /** The logical type's name, also of one that Avro does not know; empty without one. */
    private static String logical(Schema type) {
        return type.getObjectProp(LogicalType.LOGICAL_TYPE_PROP) instanceof String name ? name : "";
    }

    /** Such as {@code bytes} or {@code long (local-timestamp-millis)}. */
    static String describe(Schema type) {
        String logical = logical(type);
        return type.getType().getName() + (logical.isEmpty() ? "" : " (" + logical + ")");
    }

    /**
     * {@code value} as our records have it: null is the empty text, a time is epoch milliseconds, a number has the digits
     * that tell it from every other of its type.
     *
     * @param type by which Avro's generic reader, without conversions, read {@code value}
     */
    public static String text(Schema type, Object value) {
        if (type.isUnion()) {
            return text(type.getTypes().get(GenericData.get().resolveUnion(type, value)), value);
        }
        return switch (of(type)) {
            case NULL -> "";
            case DECIMAL -> decimal((LogicalTypes.Decimal) type.getLogicalType(), bytes(value));
            case TIMESTAMP_MICROS -> String.valueOf(Math.floorDiv((long) value, MICROS_PER_MILLI));
            case UUID -> uuid(ByteBuffer.wrap(bytes(value)));
            default -> value.toString();
        };
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** A whole number keeps no fraction, so that it can be a count; a scale may be too large to be written out. */
    private static String decimal(LogicalTypes.Decimal type, byte[] unscaled) {
        BigDecimal value = new BigDecimal(new BigInteger(unscaled), type.getScale()).stripTrailingZeros();
        return value.scale() <= 0 ? value.toPlainString() : value.toString();
    }

    private static String uuid(ByteBuffer bytes) {
        return new java.util.UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
