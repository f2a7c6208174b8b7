package io.candlestream.consumer.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;

/** Rewrites records of numbers, truths and nullable fields as our schema has them: every field a text, null an empty one. */
final class TextForm {
    private static final Set<Schema.Type> WORDED = EnumSet.of(
            Schema.Type.STRING,
            Schema.Type.NULL,
            Schema.Type.BOOLEAN,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE);

    private final Schema ours;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

    TextForm(Schema ours) {
        this.ours = ours;
    }

    /** Whether {@code written} is of our form already, so that a missing field and its default are both the empty text. */
    static boolean isOf(Schema written, Schema ours) {
        return written.getFields().stream().allMatch(field -> field.schema().getType() == Schema.Type.STRING)
                && ours.getFields().stream()
                        .allMatch(field -> written.getField(field.name()) != null || "".equals(field.defaultVal()));
    }

    /** Our schema with the writer's type in each field whose values can be put into words. */
    static Schema readable(Schema ours, Schema written) {
        if (written.getType() != Schema.Type.RECORD) {
            return ours;
        }
        List<Schema.Field> fields =
                ours.getFields().stream().map(field -> readable(field, written)).toList();
        return Schema.createRecord(ours.getName(), ours.getDoc(), ours.getNamespace(), false, fields);
    }

    private static Schema.Field readable(Schema.Field field, Schema written) {
        Schema.Field theirs = written.getField(field.name());
        return theirs != null && theirs.schema().getType() != Schema.Type.STRING && worded(theirs.schema())
                ? new Schema.Field(field.name(), theirs.schema())
                : new Schema.Field(field, field.schema());
    }

    private static boolean worded(Schema type) {
        return type.isUnion() ? type.getTypes().stream().allMatch(TextForm::worded) : WORDED.contains(type.getType());
    }

    /** The record as our schema would have written it. */
    byte[] bytes(GenericRecord record) throws IOException {
        out.reset();
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        for (Schema.Field field : ours.getFields()) {
            Object value = record.get(field.name());
            if (value instanceof Utf8 text) {
                encoder.writeString(text); // its bytes as they came, be they UTF-8 or not
            } else {
                encoder.writeString(value == null ? "" : value.toString());
            }
        }
        encoder.flush();
        return out.toByteArray();
    }
}
