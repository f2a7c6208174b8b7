package io.candlestream.consumer.registry;

import io.candlestream.consumer.kline.KlineRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Records of the topic for tests, written by Avro itself under any schema and framed with its id. */
final class FramedRecord {
    private FramedRecord() {}

    /** The good kline of {@link KlineRecord} under {@code schema}: its own fields where they are texts, then {@code values}. */
    static byte[] of(int id, Schema schema, Map<String, ?> values) {
        GenericRecord good = good();
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            boolean text = field.schema().getType() == Schema.Type.STRING;
            Object value = text && good.hasField(field.name()) ? good.get(field.name()) : "";
            record.put(field.name(), values.containsKey(field.name()) ? values.get(field.name()) : value);
        }
        return framed(id, bytes(schema, record));
    }

    static byte[] framed(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static GenericRecord good() {
        try {
            return new GenericDatumReader<GenericRecord>(KlineRecord.SCHEMA)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(KlineRecord.good().bytes(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Schema schema, GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
