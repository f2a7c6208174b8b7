package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.LostNumbers;
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
import io.candlestream.consumer.stream.Row;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * A column of a table: its name, its type, and a row's value as Iceberg holds it in memory, null where it is absent. An id is a text,
 * since half of those who read Parquet know no UUID; a number that is computed is a double.
 */
record LakeColumn<R>(String name, Type type, Function<R, Object> value) {
    /** The name of the column that tells the versions of a row apart. */
    static final String VERSION = "version";

    private static final LostNumbers LOST = new LostNumbers("the lake", LakeNumber.TYPE.toString());
    private static final long MICROS = 1000;

    static <R> LakeColumn<R> of(Field<R> field) {
        if (field instanceof OfText<R> text) {
            return new LakeColumn<>(text.name(), Types.StringType.get(), row -> text(text.of(row)));
        } else if (field instanceof OfInt<R> number) {
            return new LakeColumn<>(number.name(), Types.IntegerType.get(), row -> number.of(row));
        } else if (field instanceof OfLong<R> number) {
            return new LakeColumn<>(number.name(), Types.LongType.get(), row -> number.of(row));
        } else if (field instanceof OfTime<R> time) {
            return new LakeColumn<>(time.name(), Types.TimestampType.withZone(), row -> time.of(row) * MICROS);
        } else if (field instanceof OfOptionalTime<R> time) {
            return new LakeColumn<>(time.name(), Types.TimestampType.withZone(), row -> time(time.of(row)));
        } else if (field instanceof OfBoolean<R> flag) {
            return new LakeColumn<>(flag.name(), Types.BooleanType.get(), row -> flag.of(row));
        } else if (field instanceof OfUuid<R> uuid) {
            return new LakeColumn<>(
                    uuid.name(), Types.StringType.get(), row -> uuid.of(row).toString());
        } else if (field instanceof OfDouble<R> number && number.isComputed()) {
            return new LakeColumn<>(number.name(), Types.DoubleType.get(), row -> number.of(row));
        } else if (field instanceof OfOptionalDouble<R> number && number.isComputed()) {
            return new LakeColumn<>(number.name(), Types.DoubleType.get(), row -> known(number.of(row)));
        }
        return new LakeColumn<>(field.name(), LakeNumber.TYPE, number(field));
    }

    static <R extends Row> LakeColumn<R> version() {
        return new LakeColumn<>(VERSION, Types.LongType.get(), Row::version);
    }

    private static <R> Function<R, Object> number(Field<R> field) {
        if (field instanceof OfDouble<R> number) {
            return row -> number(field.name(), number.of(row), number.exact().apply(row));
        } else if (field instanceof OfOptionalDouble<R> number) {
            return row -> {
                OptionalDouble value = number.of(row);
                return value.isPresent()
                        ? number(
                                field.name(),
                                value.getAsDouble(),
                                number.exact().apply(row))
                        : null;
            };
        } else if (field instanceof OfDecimal<R> number) {
            return row -> exact(field.name(), number.of(row));
        } else if (field instanceof OfOptionalDecimal<R> number) {
            return row ->
                    number.of(row).map(value -> exact(field.name(), value)).orElse(null);
        }
        throw new IllegalArgumentException("Cannot store field " + field.name());
    }

    private static Object number(String field, double number, Optional<Decimal> exact) {
        if (exact.isPresent()) {
            return exact(field, exact.get());
        }
        BigDecimal stored = LakeNumber.of(number);
        return stored == null ? lost(field, number) : stored;
    }

    private static Object exact(String field, Decimal number) {
        BigDecimal stored = LakeNumber.of(number);
        return stored == null ? lost(field, number.toBigDecimal()) : stored;
    }

    private static Object lost(String field, Object number) {
        LOST.add(field, number);
        return null;
    }

    private static Object known(OptionalDouble number) {
        return number.isPresent() ? (Object) number.getAsDouble() : null;
    }

    private static Object text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Object time(OptionalLong time) {
        return time.isPresent() ? (Object) (time.getAsLong() * MICROS) : null;
    }
}
