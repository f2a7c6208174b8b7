package io.candlestream.consumer.registry;

import io.candlestream.schema.AvroForm;
import io.candlestream.schema.Meaning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Rewrites records of numbers, times, truths and nullable fields as our schema has them: every field a text, null an empty
 * one. A type that cannot mean what its field means is refused with its schema: Avro itself would read any bytes as text.
 */
final class StringRecordConverter {
    private final Schema ours;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

    StringRecordConverter(Schema ours) {
        this.ours = ours;
    }

    /** Whether {@code written} is of our form already, so that a missing field and its default are both the empty text. */
    static boolean isOf(Schema written, Schema ours) {
        return written.getFields().stream().allMatch(field -> field.schema().getType() == Schema.Type.STRING)
                && ours.getFields().stream()
                        .allMatch(field -> written.getField(field.name()) != null || "".equals(field.defaultVal()));
    }

    /**
     * Our schema with the writer's type in each field, without the fields that mean nothing to us.
     *
     * @throws IncompatibleSchemaException when a field's type cannot carry its meaning
     */
    static Schema readable(Schema ours, Schema written) throws IncompatibleSchemaException {
        if (written.getType() != Schema.Type.RECORD) {
            return ours;
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : ours.getFields()) {
            Optional<Meaning> meaning = Meaning.of(field.name());
            if (meaning.isPresent()) {
                fields.add(readable(field, meaning.get(), Optional.ofNullable(written.getField(field.name()))));
            }
        }
        return Schema.createRecord(ours.getName(), ours.getDoc(), ours.getNamespace(), false, fields);
    }

    private static Schema.Field readable(Schema.Field ours, Meaning meaning, Optional<Schema.Field> theirs)
            throws IncompatibleSchemaException {
        if (theirs.isEmpty()) {
            return new Schema.Field(ours, ours.schema());
        }
        Schema type = theirs.get().schema();
        Optional<String> refusal = meaning.refusal(type);
        if (refusal.isPresent()) {
            throw new IncompatibleSchemaException(ours.name() + ": " + refusal.get());
        }
        return new Schema.Field(ours.name(), type);
    }

    /** The record as our schema would have written it. */
    byte[] bytes(GenericRecord record) throws IOException {
        out.reset();
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        for (Schema.Field field : ours.getFields()) {
            Schema.Field theirs = record.getSchema().getField(field.name());
            Object value = theirs == null ? null : record.get(theirs.pos());
            if (value instanceof Utf8 text) {
                encoder.writeString(text); // its bytes as they came, be they UTF-8 or not
            } else {
                encoder.writeString(value == null ? "" : AvroForm.text(theirs.schema(), value));
            }
        }
        encoder.flush();
        return out.toByteArray();
    }
}
