package io.candlestream.tools.doctor.topic;

import io.candlestream.tools.doctor.finding.Answer;
import io.candlestream.tools.wire.TextFields;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Reads a record of the topic by the schema here, or, where it is framed with an id (Confluent's wire format), by the one
 * that the registry has under it.
 *
 * @param schema of records without an id
 * @param origin of that schema, for messages
 */
public record RecordReader(Schema schema, String origin, Optional<Registry> registry) {
    private static final int FRAME = 5;

    Answer<CandleText> read(byte[] value) {
        boolean framed = value.length > FRAME && value[0] == 0;
        if (!framed || registry.isEmpty()) {
            Answer<CandleText> plain = read(value, schema);
            return framed && plain.value().isEmpty()
                    ? Answer.none("it may be framed with a schema id (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY)")
                    : plain;
        }
        Answer<Schema> writers = registry.get().schema(ByteBuffer.wrap(value).getInt(1));
        byte[] body = Arrays.copyOfRange(value, FRAME, value.length);
        return writers.value().map(written -> read(body, written)).orElseGet(() -> Answer.none(writers.trouble()));
    }

    private static Answer<CandleText> read(byte[] body, Schema written) {
        List<Schema.Field> fields = written.getFields();
        if (fields.stream().anyMatch(field -> field.schema().getType() != Schema.Type.STRING)) {
            return Answer.of(new CandleText(Map.of())); // another writer's types, which the consumer makes texts
        }
        TextFields texts =
                TextFields.of(body, fields.stream().map(Schema.Field::name).toList());
        return texts.problem().isEmpty() ? Answer.of(new CandleText(texts.values())) : Answer.none(texts.problem());
    }
}
