package io.candlestream.consumer.sink.console;

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
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** A field's value as a person reads it; an absent one is empty. */
final class FieldText {
    private FieldText() {}

    static <R> Function<R, String> of(Field<R> field) {
        if (field instanceof OfText<R> text) {
            return text.value();
        } else if (field instanceof OfDouble<R> number) {
            return row -> String.valueOf(number.of(row));
        } else if (field instanceof OfOptionalDouble<R> number) {
            return row -> text(number.of(row));
        } else if (field instanceof OfDecimal<R> number) {
            return row -> number.of(row).toBigDecimal().toPlainString();
        } else if (field instanceof OfOptionalDecimal<R> number) {
            return row -> number.of(row)
                    .map(value -> value.toBigDecimal().toPlainString())
                    .orElse("");
        } else if (field instanceof OfInt<R> number) {
            return row -> String.valueOf(number.of(row));
        } else if (field instanceof OfLong<R> number) {
            return row -> String.valueOf(number.of(row));
        } else if (field instanceof OfTime<R> time) {
            return row -> Instant.ofEpochMilli(time.of(row)).toString();
        } else if (field instanceof OfOptionalTime<R> time) {
            return row -> text(time.of(row));
        } else if (field instanceof OfBoolean<R> flag) {
            return row -> String.valueOf(flag.of(row));
        } else if (field instanceof OfUuid<R> uuid) {
            return row -> uuid.of(row).toString();
        }
        throw new IllegalArgumentException("Cannot show field " + field.name());
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? String.valueOf(number.getAsDouble()) : "";
    }

    private static String text(OptionalLong time) {
        return time.isPresent() ? Instant.ofEpochMilli(time.getAsLong()).toString() : "";
    }
}
