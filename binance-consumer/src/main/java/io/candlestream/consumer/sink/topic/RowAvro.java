package io.candlestream.consumer.sink.topic;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Rows in Avro; for one thread. Times are {@code timestamp-millis}, what may be absent is a union with null. Numbers with a
 * fraction are text in plain digits, as the exchange writes them: a decimal of Avro has one scale for all values, and a double
 * not every digit.
 */
final class RowAvro<R extends Row> implements RowValue<R> {
    private static final String NAMESPACE = "io.candlestream.rows";
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private final List<Column<R>> columns = new ArrayList<>();
    private final byte[] prefix;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

    private interface FieldWriter<R> {
        void write(R row, Encoder out) throws IOException;
    }

    private record Column<R>(String name, Schema type, FieldWriter<R> writer) {}

    /** @param prefix what stands before each value */
    RowAvro(RowLayout<R> layout, byte[] prefix) {
        this.prefix = prefix;
        layout.fields()
                .forEach(field -> columns.add(column(field, layout.primaryKey().contains(field.name()))));
    }

    static <R extends Row> Schema schema(RowLayout<R> layout) {
        List<Schema.Field> fields = new RowAvro<>(layout, new byte[0])
                .columns.stream()
                        .map(column -> column.type().isNullable()
                                ? new Schema.Field(column.name(), column.type(), null, Schema.Field.NULL_DEFAULT_VALUE)
                                : new Schema.Field(column.name(), column.type()))
                        .toList();
        return Schema.createRecord(layout.definition(), null, NAMESPACE, false, fields);
    }

    @Override
    public byte[] of(R row) {
        try {
            bytes.reset();
            bytes.write(prefix);
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            for (Column<R> column : columns) {
                column.writer().write(row, encoder);
            }
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <R> Column<R> column(Field<R> field, boolean ofKey) {
        String name = field.name();
        Schema text = Schema.create(Schema.Type.STRING);
        if (field instanceof OfText<R> of) {
            return ofKey
                    ? new Column<>(name, text, (row, out) -> out.writeString(of.of(row)))
                    : absent(name, row -> Optional.of(of.of(row)).filter(value -> !value.isEmpty()));
        } else if (field instanceof OfBoolean<R> of) {
            return new Column<>(name, Schema.create(Schema.Type.BOOLEAN), (row, out) -> out.writeBoolean(of.of(row)));
        } else if (field instanceof OfUuid<R> of) {
            return new Column<>(
                    name,
                    LogicalTypes.uuid().addToSchema(text),
                    (row, out) -> out.writeString(of.of(row).toString()));
        } else if (field instanceof OfTime<R> of) {
            return new Column<>(name, time(), (row, out) -> out.writeLong(of.of(row)));
        } else if (field instanceof OfOptionalTime<R> of) {
            return time(name, of.value());
        }
        return number(field);
    }

    private static <R> Column<R> number(Field<R> field) {
        String name = field.name();
        if (field instanceof OfInt<R> of) {
            return new Column<>(name, Schema.create(Schema.Type.INT), (row, out) -> out.writeInt(of.of(row)));
        } else if (field instanceof OfLong<R> of) {
            return new Column<>(name, Schema.create(Schema.Type.LONG), (row, out) -> out.writeLong(of.of(row)));
        } else if (field instanceof OfDouble<R> of) {
            return new Column<>(
                    name,
                    Schema.create(Schema.Type.STRING),
                    (row, out) ->
                            out.writeString(NumberText.of(of.of(row), of.exact().apply(row))));
        } else if (field instanceof OfOptionalDouble<R> of) {
            return absent(name, row -> NumberText.of(of.of(row), of.exact().apply(row)));
        } else if (field instanceof OfDecimal<R> of) {
            return new Column<>(
                    name, Schema.create(Schema.Type.STRING), (row, out) -> out.writeString(NumberText.of(of.of(row))));
        } else if (field instanceof OfOptionalDecimal<R> of) {
            return absent(name, row -> of.of(row).map(NumberText::of));
        }
        throw new IllegalArgumentException("Cannot write field " + name + " as Avro");
    }

    private static <R> Column<R> absent(String name, Function<R, Optional<String>> text) {
        return new Column<>(name, orNull(Schema.create(Schema.Type.STRING)), (row, out) -> {
            Optional<String> value = text.apply(row);
            if (value.isPresent()) {
                out.writeIndex(PRESENT);
                out.writeString(value.get());
            } else {
                out.writeIndex(ABSENT);
            }
        });
    }

    private static <R> Column<R> time(String name, Function<R, OptionalLong> time) {
        return new Column<>(name, orNull(time()), (row, out) -> {
            OptionalLong value = time.apply(row);
            if (value.isPresent()) {
                out.writeIndex(PRESENT);
                out.writeLong(value.getAsLong());
            } else {
                out.writeIndex(ABSENT);
            }
        });
    }

    private static Schema time() {
        return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    }

    private static Schema orNull(Schema type) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }
}
