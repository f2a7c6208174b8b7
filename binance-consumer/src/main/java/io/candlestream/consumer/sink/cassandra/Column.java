package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfInt;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDecimal;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Field.OfUuid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A column of the table: its name, its CQL type and how a row's value is written in it, in the bytes of Cassandra's
 * native protocol (which every version since 3 writes alike). An absent value is no bytes at all; no present one is.
 */
record Column<R>(String name, DataType type, Function<R, ByteBuffer> encoder) {
    private static final ByteBuffer ABSENT = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final ProtocolVersion VERSION = ProtocolVersion.DEFAULT;

    static <R> List<Column<R>> of(List<Field<R>> fields) {
        return fields.stream().map(Column::of).toList();
    }

    static <R> Column<R> of(Field<R> field) {
        if (field instanceof OfText<R> text) {
            return new Column<>(text.name(), DataTypes.TEXT, row -> bytes(text.of(row)));
        } else if (field instanceof OfDouble<R> number) {
            return new Column<>(number.name(), DataTypes.DOUBLE, row -> bytes(number.of(row)));
        } else if (field instanceof OfOptionalDouble<R> number) {
            return new Column<>(number.name(), DataTypes.DOUBLE, row -> bytes(number.of(row)));
        } else if (field instanceof OfDecimal<R> number) {
            return new Column<>(number.name(), DataTypes.DECIMAL, row -> bytes(number.of(row)));
        } else if (field instanceof OfOptionalDecimal<R> number) {
            return new Column<>(number.name(), DataTypes.DECIMAL, row -> number.of(row)
                    .map(Column::bytes)
                    .orElse(ABSENT));
        } else if (field instanceof OfInt<R> number) {
            return new Column<>(number.name(), DataTypes.INT, row -> bytes(number.of(row)));
        } else if (field instanceof OfLong<R> number) {
            return new Column<>(number.name(), DataTypes.BIGINT, row -> bytes(number.of(row)));
        } else if (field instanceof OfTime<R> time) {
            return new Column<>(time.name(), DataTypes.TIMESTAMP, row -> bytes(time.of(row)));
        } else if (field instanceof OfOptionalTime<R> time) {
            return new Column<>(time.name(), DataTypes.TIMESTAMP, row -> bytes(time.of(row)));
        } else if (field instanceof OfBoolean<R> flag) {
            return new Column<>(flag.name(), DataTypes.BOOLEAN, row -> bytes(flag.of(row)));
        } else if (field instanceof OfUuid<R> uuid) {
            return new Column<>(uuid.name(), DataTypes.UUID, row -> TypeCodecs.UUID.encode(uuid.of(row), VERSION));
        }
        throw new IllegalArgumentException("Cannot store field " + field.name());
    }

    /** This column as a table of type {@code actual} holds it, empty when it cannot. */
    Optional<Column<R>> storedAs(DataType actual) {
        if (actual.equals(type)) {
            return Optional.of(this);
        }
        return type.equals(DataTypes.DOUBLE) && actual.equals(DataTypes.FLOAT)
                ? Optional.of(new Column<>(name, actual, row -> narrowed(encoder.apply(row))))
                : Optional.empty();
    }

    private static ByteBuffer narrowed(ByteBuffer bytes) {
        return !bytes.hasRemaining()
                ? ABSENT
                : ByteBuffer.allocate(Float.BYTES).putFloat(0, (float) bytes.getDouble(0));
    }

    private static ByteBuffer bytes(String text) {
        return text.isEmpty() ? ABSENT : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer bytes(double value) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(0, value);
    }

    private static ByteBuffer bytes(OptionalDouble value) {
        return value.isPresent() ? bytes(value.getAsDouble()) : ABSENT;
    }

    /** The scale, then the whole number. */
    private static ByteBuffer bytes(Decimal value) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES + value.unscaledBytes()).putInt(value.scale());
        value.putUnscaled(bytes);
        return bytes.flip();
    }

    private static ByteBuffer bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
    }

    private static ByteBuffer bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, value);
    }

    private static ByteBuffer bytes(OptionalLong value) {
        return value.isPresent() ? bytes(value.getAsLong()) : ABSENT;
    }

    private static ByteBuffer bytes(boolean value) {
        return ByteBuffer.allocate(1).put(0, (byte) (value ? 1 : 0));
    }
}
