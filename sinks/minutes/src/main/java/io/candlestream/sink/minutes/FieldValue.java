package io.candlestream.sink.minutes;

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
import io.candlestream.runtime.number.ShortestDecimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** What a field of a row is in a file; null where it is absent. */
final class FieldValue {
    private FieldValue() {}

    static <R> Function<R, Object> of(Field<R> field) {
        if (field instanceof OfText<R> text) {
            return row -> text(text.of(row));
        } else if (field instanceof OfDouble<R> number) {
            return row ->
                    number(OptionalDouble.of(number.of(row)), number.exact().apply(row));
        } else if (field instanceof OfOptionalDouble<R> number) {
            return row -> number(number.of(row), number.exact().apply(row));
        } else if (field instanceof OfDecimal<R> number) {
            return row -> number.of(row).toBigDecimal();
        } else if (field instanceof OfOptionalDecimal<R> number) {
            return row -> number.of(row).map(Decimal::toBigDecimal).orElse(null);
        } else if (field instanceof OfInt<R> number) {
            return row -> (long) number.of(row);
        } else if (field instanceof OfLong<R> number) {
            return row -> number.of(row);
        } else if (field instanceof OfTime<R> time) {
            return row -> Instant.ofEpochMilli(time.of(row));
        } else if (field instanceof OfOptionalTime<R> time) {
            return row -> time(time.of(row));
        } else if (field instanceof OfBoolean<R> flag) {
            return row -> flag.of(row);
        }
        OfUuid<R> id = (OfUuid<R>) field;
        return row -> id.of(row).toString();
    }

    private static Object text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Object number(OptionalDouble value, Optional<Decimal> exact) {
        BigDecimal shortest = value.isPresent() ? ShortestDecimal.of(value.getAsDouble()) : null;
        return exact.map(Decimal::toBigDecimal).orElse(shortest);
    }

    private static Object time(OptionalLong epochMilli) {
        return epochMilli.isPresent() ? Instant.ofEpochMilli(epochMilli.getAsLong()) : null;
    }
}
