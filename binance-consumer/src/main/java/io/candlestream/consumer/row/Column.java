package io.candlestream.consumer.row;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A column of the table: its name, its CQL type and how a row's value is written in it, in the bytes of Cassandra's
 * native protocol (which every version since 3 writes alike). An absent value is no bytes at all; no present one is.
 */
public record Column<R>(String name, DataType type, Function<R, ByteBuffer> encoder) {
    private static final ByteBuffer ABSENT = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final ProtocolVersion VERSION = ProtocolVersion.DEFAULT;

    public static <R> Column<R> ofDouble(String name, ToDoubleFunction<R> value) {
        return new Column<>(name, DataTypes.DOUBLE, row -> bytes(value.applyAsDouble(row)));
    }

    public static <R> Column<R> ofOptionalDouble(String name, Function<R, OptionalDouble> value) {
        return new Column<>(name, DataTypes.DOUBLE, row -> {
            OptionalDouble present = value.apply(row);
            return present.isPresent() ? bytes(present.getAsDouble()) : ABSENT;
        });
    }

    public static <R> Column<R> ofInt(String name, ToIntFunction<R> value) {
        return new Column<>(
                name, DataTypes.INT, row -> ByteBuffer.allocate(Integer.BYTES).putInt(0, value.applyAsInt(row)));
    }

    public static <R> Column<R> ofBigint(String name, ToLongFunction<R> value) {
        return new Column<>(name, DataTypes.BIGINT, row -> bytes(value.applyAsLong(row)));
    }

    /** A column of times, given in epoch milliseconds. */
    public static <R> Column<R> ofTime(String name, ToLongFunction<R> value) {
        return new Column<>(name, DataTypes.TIMESTAMP, row -> bytes(value.applyAsLong(row)));
    }

    /** As {@link #ofTime}, for times that may be absent. */
    public static <R> Column<R> ofOptionalTime(String name, Function<R, OptionalLong> value) {
        return new Column<>(name, DataTypes.TIMESTAMP, row -> bytes(value.apply(row)));
    }

    public static <R> Column<R> ofBoolean(String name, Function<R, Boolean> value) {
        return new Column<>(
                name, DataTypes.BOOLEAN, row -> ByteBuffer.allocate(1).put(0, (byte) (value.apply(row) ? 1 : 0)));
    }

    public static <R> Column<R> ofUuid(String name, Function<R, UUID> value) {
        return new Column<>(name, DataTypes.UUID, row -> TypeCodecs.UUID.encode(value.apply(row), VERSION));
    }

    /** A column of texts; the empty text counts as absent. */
    public static <R> Column<R> ofText(String name, Function<R, String> value) {
        return new Column<>(name, DataTypes.TEXT, row -> {
            String text = value.apply(row);
            return text.isEmpty() ? ABSENT : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** This column as a table of type {@code actual} holds it, empty when it cannot. */
    public Optional<Column<R>> storedAs(DataType actual) {
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

    private static ByteBuffer bytes(double value) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(0, value);
    }

    private static ByteBuffer bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, value);
    }

    private static ByteBuffer bytes(OptionalLong value) {
        return value.isPresent() ? bytes(value.getAsLong()) : ABSENT;
    }
}
