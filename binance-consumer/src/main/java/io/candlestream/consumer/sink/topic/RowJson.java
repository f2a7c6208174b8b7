package io.candlestream.consumer.sink.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import io.candlestream.consumer.stream.RowLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Rows as JSON. Times are ISO-8601 in UTC, numbers with a fraction are text in plain digits, as the exchange writes them, because
 * most readers would make doubles of them; what is absent is null.
 */
final class RowJson<R extends Row> implements RowValue<R> {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<FieldWriter<R>> fields = new ArrayList<>();

    private interface FieldWriter<R> {
        void write(R row, JsonGenerator out) throws IOException;
    }

    RowJson(RowLayout<R> layout) {
        layout.fields().forEach(field -> {
            boolean ofKey = layout.primaryKey().contains(field.name());
            FieldWriter<R> writer = writer(field, ofKey);
            fields.add((row, out) -> {
                out.writeFieldName(field.name());
                writer.write(row, out);
            });
        });
    }

    @Override
    public byte[] of(R row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            for (FieldWriter<R> field : fields) {
                field.write(row, out);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <R> FieldWriter<R> writer(Field<R> field, boolean ofKey) {
        if (field instanceof OfInt<R> of) {
            return (row, out) -> out.writeNumber(of.of(row));
        } else if (field instanceof OfLong<R> of) {
            return (row, out) -> out.writeNumber(of.of(row));
        } else if (field instanceof OfBoolean<R> of) {
            return (row, out) -> out.writeBoolean(of.of(row));
        }
        Function<R, Optional<String>> text = text(field, ofKey);
        return (row, out) -> out.writeString(text.apply(row).orElse(null)); // which writes a null
    }

    private static <R> Function<R, Optional<String>> text(Field<R> field, boolean ofKey) {
        if (field instanceof OfText<R> of) {
            return row -> Optional.of(of.of(row)).filter(value -> ofKey || !value.isEmpty());
        } else if (field instanceof OfDouble<R> of) {
            return row -> Optional.of(NumberText.of(of.of(row), of.exact().apply(row)));
        } else if (field instanceof OfOptionalDouble<R> of) {
            return row -> NumberText.of(of.of(row), of.exact().apply(row));
        } else if (field instanceof OfDecimal<R> of) {
            return row -> Optional.of(NumberText.of(of.of(row)));
        } else if (field instanceof OfOptionalDecimal<R> of) {
            return row -> of.of(row).map(NumberText::of);
        } else if (field instanceof OfTime<R> of) {
            return row -> Optional.of(time(of.of(row)));
        } else if (field instanceof OfOptionalTime<R> of) {
            return row -> time(of.of(row));
        } else if (field instanceof OfUuid<R> of) {
            return row -> Optional.of(of.of(row).toString());
        }
        throw new IllegalArgumentException("Cannot write field " + field.name() + " as JSON");
    }

    private static Optional<String> time(OptionalLong time) {
        return time.isPresent() ? Optional.of(time(time.getAsLong())) : Optional.empty();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
