package io.candlestream.tools.doctor.topic;

import io.candlestream.schema.AvroForm;
import io.candlestream.schema.AvroLimits;
import io.candlestream.schema.Meaning;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.output.TextFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a record of the topic by the schema here, or, where it is framed with an id (Confluent's wire format), by the one
 * that the registry has under it.
 *
 * @param schema of records without an id
 * @param origin of that schema, for messages
 */
public record RecordReader(Schema schema, String origin, Optional<RegistryProbe> registry) {
    private static final int FRAME = 5;
    private static final int LONGEST_FIELD = 1 << 20;

    /** What {@code record} says, or why it cannot be read. */
    public ProbeResult<CandleText> read(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.value()).map(this::read).orElseGet(() -> ProbeResult.none("it has no value"));
    }

    /** The same of its value. */
    ProbeResult<CandleText> read(byte[] value) {
        boolean framed = value.length > FRAME && value[0] == 0;
        if (!framed || registry.isEmpty()) {
            ProbeResult<CandleText> plain = read(value, schema);
            return framed && plain.value().isEmpty()
                    ? ProbeResult.none("it may be framed with a schema id (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY)")
                    : plain;
        }
        ProbeResult<Schema> writers =
                registry.get().schema(ByteBuffer.wrap(value).getInt(1));
        byte[] body = Arrays.copyOfRange(value, FRAME, value.length);
        return writers.value().map(written -> read(body, written)).orElseGet(() -> ProbeResult.none(writers.trouble()));
    }

    private static ProbeResult<CandleText> read(byte[] body, Schema written) {
        if (written.getType() != Schema.Type.RECORD) {
            return ProbeResult.none(
                    "its schema is no record but " + written.getType().getName());
        }
        List<Schema.Field> fields = written.getFields();
        if (fields.stream().anyMatch(field -> field.schema().getType() != Schema.Type.STRING)) {
            return typed(body, written);
        }
        TextFields texts =
                TextFields.of(body, fields.stream().map(Schema.Field::name).toList());
        return texts.problem().isEmpty()
                ? ProbeResult.of(new CandleText(texts.values()))
                : ProbeResult.none(texts.problem());
    }

    /** Another writer's types, which the consumer makes texts, or refuses, by the same rules. */
    private static ProbeResult<CandleText> typed(byte[] body, Schema written) {
        AvroLimits.hold(LONGEST_FIELD);
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(written)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
            for (Schema.Field field : written.getFields()) {
                Optional<Meaning> meaning = Meaning.of(field.name());
                Optional<String> refusal = meaning.flatMap(ours -> ours.refusal(field.schema()));
                if (refusal.isPresent()) {
                    return ProbeResult.none(field.name() + ": " + refusal.get());
                }
                if (meaning.isPresent()) {
                    texts.put(field.name(), AvroForm.text(field.schema(), record.get(field.pos())));
                }
            }
            return ProbeResult.of(new CandleText(texts));
        } catch (IOException | RuntimeException e) { // Avro lets out whatever damaged bytes lead to
            return ProbeResult.none("Avro cannot read it by the writer's schema");
        }
    }
}
