package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.GapRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes a request to the producer as an open gap, caused by a loss. */
final class GapEncoder {
    private static final String CAUSE = "loss";
    private static final Schema SCHEMA = GapStream.contract();

    private GapEncoder() {}

    /** Its end stays open, whatever our clock says: the producer sets it by the exchange's time. */
    static ProducerRecord<byte[], byte[]> record(String topic, GapRequest request, Instant now) {
        byte[] value = encoded(Map.of(
                "symbol",
                request.symbol(),
                "interval",
                request.interval(),
                "from_time",
                request.from().toString(),
                "cause",
                CAUSE,
                "state",
                GapRow.OPEN,
                "found_at",
                Instant.ofEpochMilli(now.toEpochMilli()).toString()));
        return new ProducerRecord<>(
                topic, null, now.toEpochMilli(), request.symbol().getBytes(StandardCharsets.UTF_8), value);
    }

    private static byte[] encoded(Map<String, String> values) {
        GenericData.Record gap = new GenericData.Record(SCHEMA);
        SCHEMA.getFields().forEach(field -> gap.put(field.name(), values.getOrDefault(field.name(), "")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericData.Record>(SCHEMA).write(gap, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
