package io.candlestream.sink.postgres;

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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * A column of the table: its name, its type as {@code format_type} names it, and how a row's value gets into the bytes of COPY.
 * What is absent is null: a row replaces the whole row before it.
 */
record CopyColumn<R>(String name, String type, BiConsumer<R, CopyBuffer> encoder) {
    private static final String NUMERIC = "numeric";
    private static final String TIME = "timestamp with time zone";

    static <R> CopyColumn<R> of(Field<R> field) {
        if (field instanceof OfText<R> text) {
            return new CopyColumn<>(text.name(), "text", (row, out) -> text(text.of(row), out));
        } else if (field instanceof OfDouble<R> number) {
            return new CopyColumn<>(
                    number.name(),
                    NUMERIC,
                    (row, out) -> number(number.of(row), number.exact().apply(row), out));
        } else if (field instanceof OfOptionalDouble<R> number) {
            return new CopyColumn<>(
                    number.name(),
                    NUMERIC,
                    (row, out) -> number(number.of(row), number.exact().apply(row), out));
        } else if (field instanceof OfDecimal<R> number) {
            return new CopyColumn<>(number.name(), NUMERIC, (row, out) -> out.numeric(number.of(row)));
        } else if (field instanceof OfOptionalDecimal<R> number) {
            return new CopyColumn<>(number.name(), NUMERIC, (row, out) -> decimal(number.of(row), out));
        } else if (field instanceof OfInt<R> number) {
            return new CopyColumn<>(number.name(), "integer", (row, out) -> out.int4(number.of(row)));
        } else if (field instanceof OfLong<R> number) {
            return new CopyColumn<>(number.name(), "bigint", (row, out) -> out.int8(number.of(row)));
        } else if (field instanceof OfTime<R> time) {
            return new CopyColumn<>(time.name(), TIME, (row, out) -> out.time(time.of(row)));
        } else if (field instanceof OfOptionalTime<R> time) {
            return new CopyColumn<>(time.name(), TIME, (row, out) -> time(time.of(row), out));
        } else if (field instanceof OfBoolean<R> flag) {
            return new CopyColumn<>(flag.name(), "boolean", (row, out) -> out.bool(flag.of(row)));
        } else if (field instanceof OfUuid<R> uuid) {
            return new CopyColumn<>(uuid.name(), "uuid", (row, out) -> out.uuid(uuid.of(row)));
        }
        throw new IllegalArgumentException("Cannot store field " + field.name());
    }

    private static void text(String text, CopyBuffer out) {
        if (text.isEmpty()) {
            out.absent();
        } else {
            out.text(text);
        }
    }

    private static void number(double number, Optional<Decimal> exact, CopyBuffer out) {
        if (exact.isPresent()) {
            out.numeric(exact.get());
        } else {
            out.numeric(number);
        }
    }

    private static void number(OptionalDouble number, Optional<Decimal> exact, CopyBuffer out) {
        if (number.isPresent()) {
            number(number.getAsDouble(), exact, out);
        } else {
            out.absent();
        }
    }

    private static void decimal(Optional<Decimal> number, CopyBuffer out) {
        if (number.isPresent()) {
            out.numeric(number.get());
        } else {
            out.absent();
        }
    }

    private static void time(OptionalLong time, CopyBuffer out) {
        if (time.isPresent()) {
            out.time(time.getAsLong());
        } else {
            out.absent();
        }
    }
}
